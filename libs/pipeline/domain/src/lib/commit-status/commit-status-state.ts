/** What a commit status may be reported as. Source: GitLab's commit status API. */
export const COMMIT_STATUS_STATES = ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'] as const;

/** One of {@link COMMIT_STATUS_STATES}. */
export type CommitStatusState = (typeof COMMIT_STATUS_STATES)[number];

/** The source of a pipeline that was made for a commit status alone. */
export const COMMIT_STATUS_SOURCE = 'external';

/** The stage of every commit status, behind all that a configuration can have. Source: GitLab's `GenericCommitStatus`. */
export const COMMIT_STATUS_STAGE = { name: 'external', position: 1_000_000 } as const;
