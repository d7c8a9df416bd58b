/** What a text names: a commit, the manifest of an artifact, or neither. Shas and digests are in lower case. */
export type Revision =
  | { readonly type: 'sha'; readonly sha: string }
  | { readonly type: 'digest'; readonly digest: string }
  | { readonly type: 'unusable' };

/**
 * `main@sha1:…`, `refs/tags/v1@sha1:…`, `sha1:…`. What stands before the last `@` is a ref, which holds no colon and no space.
 * It is empty where `git branch --show-current` was asked in a detached checkout, as those of runners are.
 */
const GIT = /^(?:[^\s:]*@)?sha1:(?<sha>[0-9a-f]{40})$/;

/** `latest@sha256:…`, `sha256:…`. */
const OCI = /^(?:[^\s:]+@)?(?<digest>sha256:[0-9a-f]{64})$/;

/** `main/…`, `HEAD/…`, and the sha alone: Flux before 2.0, and what people write into annotations. */
const LEGACY = /^(?:[^\s:]*\/)?(?<sha>[0-9a-f]{40})$/;

const UPPER_CASE_HEX = /[0-9A-Fa-f]{40,64}$/;

/**
 * Reads a revision as Flux's controllers write them. Strict: a sha is 40 hexadecimal digits (Flux only counts the
 * characters), and short ones and versions of charts name nothing. Digits in upper case are taken for the same sha.
 * A git repository with SHA-256 writes `main@sha256:…`, which nothing tells from an artifact's tag and digest: it is read
 * as a digest, which nobody will know.
 */
export function parseRevision(text: string): Revision {
  const revision = text.replace(UPPER_CASE_HEX, (hex) => hex.toLowerCase());
  const sha = (GIT.exec(revision) ?? LEGACY.exec(revision))?.groups?.['sha'];
  if (sha !== undefined) return { type: 'sha', sha };
  const digest = OCI.exec(revision)?.groups?.['digest'];
  return digest === undefined ? { type: 'unusable' } : { type: 'digest', digest };
}
