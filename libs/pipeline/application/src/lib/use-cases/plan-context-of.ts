import type { PlanContext } from '@holdpoint/pipeline-config';
import type { CommitFacts } from '../ports/commit-source';

/** The commit data that planning reads. */
export type PlannedCommit = Omit<CommitFacts, 'defaultTimeoutMs'>;

/** The data of a pipeline request that planning reads. */
export type PlannedRequest = Pick<PlanContext, 'projectId' | 'ref' | 'source' | 'username' | 'variables'>;

/** Builds the planning input for a branch pipeline; dry runs use it too. */
export const planContextOf = (commit: PlannedCommit, request: PlannedRequest): PlanContext => ({
  ...request,
  refType: 'branch',
  sha: commit.sha,
  commitMessage: commit.message,
  commitAuthor: commit.author,
  commitTimestamp: commit.timestamp,
  defaultBranch: commit.defaultBranch,
  projectPath: commit.projectPath,
  projectTitle: commit.projectTitle,
  user: commit.user,
});
