import type { CallbackOutcome } from '@holdpoint/pipeline-domain';
import { NAME_MAX, type FieldType } from '../reading/field-type';
import { parseRevision } from '../revision/parse-revision';

/**
 * GitLab's words for the status of a commit, and those that GitHub, Argo CD and Kargo have for the same; in any case of
 * letters. Whatever else a system says is refused: a word that is guessed wrong would release a job.
 */
const STATES: ReadonlyMap<string, CallbackOutcome> = new Map([
  ['success', 'success'],
  ['succeeded', 'success'],
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['errored', 'failed'],
  ['pending', 'running'],
  ['running', 'running'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
]);

/** How the work stands; `running` is a sign of life, `canceled` acknowledges a cancel. */
export const STATE: FieldType<CallbackOutcome> = {
  is: 'one of success, failed, running, canceled',
  parse: (value) => (typeof value === 'string' ? STATES.get(value.toLowerCase()) : undefined),
};

/** A whole git sha; in lower case once it is read. */
export const SHA: FieldType<string> = {
  is: 'a whole git sha of 40 hexadecimal digits',
  parse: (value) => (typeof value === 'string' && /^[\da-f]{40}$/i.test(value) ? value.toLowerCase() : undefined),
};

/** The digest of an OCI manifest, with or without the tag before it. */
export const DIGEST: FieldType<string> = {
  is: 'sha256: and 64 hexadecimal digits',
  parse: (value) => {
    const revision = typeof value === 'string' ? parseRevision(value) : null;
    return revision?.type === 'digest' ? revision.digest : undefined;
  },
};

/** An address that people can open. Source: GitLab's rule for `target_url`. */
export const WEB_ADDRESS: FieldType<string> = {
  is: `an http or https address of at most ${NAME_MAX} characters`,
  parse: (value) =>
    typeof value === 'string' && value.length <= NAME_MAX && /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value) ? value : undefined,
};
