import type { PlanContext } from '@holdpoint/pipeline-config';
import type { CommitFacts } from '../ports/commit-source';

/** What is planned by of a commit. */
export type PlannedCommit = Omit<CommitFacts, 'defaultTimeoutMs'>;

/** What is planned by of a request for a pipeline. */
export type PlannedRequest = Pick<PlanContext, 'projectId' | 'ref' | 'source' | 'username' | 'variables'>;

/** What a pipeline of a branch is planned by, a dry run too. */
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
