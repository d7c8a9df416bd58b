import type { PlanUser, TreeFacts, TreeQuestions } from '@holdpoint/pipeline-config';

export type { TreeFacts, TreeQuestions };

/** Finds for what a user may make a pipeline. */
export abstract class CommitSource {
  /** The commit at the head of a branch; undefined when there is no such branch. */
  abstract find(projectId: number, ref: string, username: string): Promise<CommitSnapshot | undefined>;

  /** One commit; undefined when there is no such commit. */
  abstract findCommit(projectId: number, sha: string, username: string): Promise<CommitFacts | undefined>;

  /** Answers everything that a configuration asks of a commit and its history; a commit that is not there has no files. */
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
