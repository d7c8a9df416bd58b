/** Finds what a ref of a project points at. */
export abstract class CommitSource {
  /** The commit at the head of a branch; undefined when there is no such branch. */
  abstract find(projectId: number, ref: string): Promise<CommitSnapshot | undefined>;
}

/** A commit, with what a pipeline needs of it and of its project. */
export interface CommitSnapshot {
  readonly sha: string;
  readonly ref: string;
  readonly defaultBranch: string;
  /** `namespace/project`. */
  readonly projectPath: string;
  /** Timeout of jobs that state none, in milliseconds. */
  readonly defaultTimeoutMs: number;
  /** The text of `.gitlab-ci.yml`; undefined when the commit has none. */
  readonly ciConfig: string | undefined;
}
