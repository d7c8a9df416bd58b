/** Finds what a ref of a project points at. */
export abstract class CommitSource {
  /** The commit at the head of a branch; undefined when there is no such branch. */
  abstract find(projectId: number, ref: string): Promise<CommitSnapshot | undefined>;

  /** Some files of one commit, in the order asked for; undefined when there is no such commit. */
  abstract findFiles(projectId: number, sha: string, paths: readonly string[]): Promise<CommitFiles | undefined>;
}

/** What a pipeline needs of its commit and of its project. */
export interface CommitFacts {
  readonly sha: string;
  /** The message of the commit. */
  readonly message: string;
  readonly defaultBranch: string;
  /** `namespace/project`. */
  readonly projectPath: string;
  /** Timeout of jobs that state none, in milliseconds. */
  readonly defaultTimeoutMs: number;
}

/** A commit at the head of a branch. */
export interface CommitSnapshot extends CommitFacts {
  readonly ref: string;
  /** The text of `.gitlab-ci.yml`; undefined when the commit has none. */
  readonly ciConfig: string | undefined;
}

/** A commit with some of its files. */
export interface CommitFiles extends CommitFacts {
  /** `text` is null for a file that the commit does not have. */
  readonly files: readonly { readonly path: string; readonly text: string | null }[];
}
