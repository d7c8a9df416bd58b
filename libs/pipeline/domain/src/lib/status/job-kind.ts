/** The kinds of job: a runner's build, a bridge to another pipeline, an external job, a generic commit status. */
export const JOB_KINDS = ['build', 'bridge', 'external', 'generic'] as const;

/** One of {@link JOB_KINDS}. */
export type JobKind = (typeof JOB_KINDS)[number];
