import type { PlanUser, TreeFacts, TreeQuestions } from '@holdpoint/pipeline-config';

export type { TreeFacts, TreeQuestions };

/** Finds for what a user may make a pipeline. */
export abstract class CommitSource {
  /** The commit at the head of a branch; undefined when there is no such branch. */
  abstract find(projectId: number, ref: string, username: string): Promise<CommitSnapshot | undefined>;

  /** Some files of one commit, in the order asked for; undefined when there is no such commit. */
  abstract findFiles(projectId: number, sha: string, username: string, paths: readonly string[]): Promise<CommitFiles | undefined>;

  /** Answers everything that rules ask of a commit and its history; a commit that is not there has no files. */
  abstract readTree(projectId: number, sha: string, questions: TreeQuestions): Promise<TreeFacts>;
}

/** What a pipeline needs of its commit, of its project and of who makes it. */
export interface CommitFacts {
  readonly sha: string;
  /** The message of the commit. */
  readonly message: string;
  /** As git writes it, `Name <address>`. */
  readonly author: string;
  /** When it was made, in ISO 8601, to the second. */
  readonly timestamp: string;
  readonly defaultBranch: string;
  /** `namespace/project`. */
  readonly projectPath: string;
  /** The project's name for people. */
  readonly projectTitle: string;
  /** Timeout of jobs that state none, in milliseconds. */
  readonly defaultTimeoutMs: number;
  /** The user of the name asked for; null when there is none. */
  readonly user: PlanUser | null;
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
