/**
 * Why a store could not do its work through no fault of the caller:
 * `conflict` (deadlock or serialisation failure: nothing was stored, try again), `held` (a lock was not granted in
 * time), `unavailable` (no connection, or it was lost before the commit was sent: nothing was stored),
 * `commit_unknown` (the connection was lost while committing: stored or not, nobody knows), `taken_twice` (the same
 * callback has done this already, for whoever had its key before or took it over: nothing was stored), `project_gone` (a
 * pipeline was to be made in a project that has been deleted meanwhile: nothing was stored).
 */
export type StoreErrorKind = 'conflict' | 'held' | 'unavailable' | 'commit_unknown' | 'taken_twice' | 'project_gone';

/** A failure of a store that is not a bug and not the caller's fault. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly kind: StoreErrorKind,
    options: { readonly cause?: unknown } = {},
  ) {
    super(`The store failed: ${kind}`, options);
  }
}
