import { WATCHED_KINDS } from '@holdpoint/pipeline-domain';

/** Who uses what the sources of Flux fetch, and so says what became of it. */
const USERS: Readonly<Record<string, string>> = {
  Bucket: 'Kustomization',
  GitRepository: 'Kustomization',
  HelmChart: 'HelmRelease',
  HelmRepository: 'HelmRelease',
  OCIRepository: 'Kustomization or HelmRelease',
};

/** The kind as Flux spells it, or null for one that nobody can watch. Any case will do: errors are told in lower case. */
export const watchedKind = (text: string): string | null => sameWord(WATCHED_KINDS, text);

/** Why a kind cannot be watched, and what can be watched instead. */
export function whyNotWatched(kind: string): string {
  const source = sameWord(Object.keys(USERS), kind);
  const hint = source === null ? '' : `; watch the ${USERS[source]} that uses this ${source}`;
  return `can't be ${kind}: only ${WATCHED_KINDS.join(' and ')} say how a deployment has ended${hint}`;
}

const sameWord = (words: readonly string[], text: string): string | null =>
  words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? null;
