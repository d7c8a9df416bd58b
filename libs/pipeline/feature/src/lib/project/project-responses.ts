import type { BranchResponse, CommitDetailResponse, CommitResponse, ProjectResponse } from '@holdpoint/pipeline-contract';
import { emailOf } from '@holdpoint/pipeline-domain';
import type { BranchRow, CommitRow, PipelineRow, ProjectRow } from '@holdpoint/pipeline-persistence';
import { toPipelineSummary } from '../pipeline/pipeline-responses';
import { toTimestamp } from '../view/times';
import { webUrl, type View } from '../view/view';

/** Letters of a sha that GitLab shows. */
const SHORT_SHA = 8;

/** Shows a project. */
export function toProject(project: ProjectRow, origin: string): ProjectResponse {
  const slash = project.path.lastIndexOf('/');
  const namespace = slash < 0 ? '' : project.path.slice(0, slash);
  return {
    id: project.id,
    name: project.name,
    name_with_namespace: namespace ? `${namespace} / ${project.name}` : project.name,
    path: project.path.slice(slash + 1),
    path_with_namespace: project.path,
    description: project.description,
    default_branch: project.defaultBranch,
    visibility: 'private',
    archived: false,
    build_timeout: project.buildTimeoutS,
    callback_match_policy: project.callbackMatchPolicy,
    callback_parking_ttl: project.callbackParkingTtlS,
    // Zero is the number of no user.
    namespace: { id: project.namespaceId ?? 0, name: namespace, path: namespace, kind: 'user', full_path: namespace },
    created_at: toTimestamp(project.createdAt),
    web_url: webUrl({ project, origin }, ''),
  };
}

/** Shows a commit. */
export function toCommit(commit: CommitRow, view: View): CommitResponse {
  const at = toTimestamp(commit.createdAt);
  const email = commit.authorEmail ?? emailOf(commit.authorName);
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, SHORT_SHA),
    title: commit.message.split('\n')[0] ?? '',
    message: commit.message,
    parent_ids: commit.parentSha === null ? [] : [commit.parentSha],
    author_name: commit.authorName,
    author_email: email,
    authored_date: at,
    committer_name: commit.authorName,
    committer_email: email,
    committed_date: at,
    created_at: at,
    web_url: webUrl(view, `/-/commit/${commit.sha}`),
  };
}

/** Shows a commit with the newest pipeline that was made for it. */
export const toCommitDetail = (commit: CommitRow, view: View, lastPipeline: PipelineRow | undefined): CommitDetailResponse => ({
  ...toCommit(commit, view),
  project_id: commit.projectId,
  status: lastPipeline?.status ?? null,
  last_pipeline: lastPipeline ? toPipelineSummary(lastPipeline, view) : null,
});

/** Shows a branch. */
export function toBranch(branch: BranchRow, view: View): BranchResponse {
  return {
    name: branch.name,
    commit: toCommit(branch.commit, view),
    default: branch.name === view.project.defaultBranch,
    merged: false,
    protected: false,
    can_push: true,
    web_url: webUrl(view, `/-/tree/${encodeURIComponent(branch.name)}`),
  };
}
