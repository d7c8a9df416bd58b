import { redactSecrets, redactText, type InboundCommitStatus } from '@holdpoint/pipeline-application';
import type { CommitStatusDto } from './commit-status.dto';

/** Source: GitLab's commit status API. */
const DEFAULT_NAME = 'default';

/** Reads a commit status out of its parameters. Nothing that looks like a secret is kept, on the status no more than in the ledger. */
export function toCommitStatus(projectId: number, sha: string, actor: string, input: CommitStatusDto): InboundCommitStatus {
  const { state, context, ref, pipeline_id: pipelineId, description, target_url: targetUrl, coverage } = input;
  const name = input.name ?? context ?? DEFAULT_NAME;
  return {
    projectId,
    sha,
    ref: ref ?? null,
    pipelineId: pipelineId ?? null,
    status: {
      type: 'commit_status',
      name,
      state,
      description: description === undefined ? null : redactText(description),
      targetUrl: targetUrl === undefined ? null : redactText(targetUrl),
      coverage: coverage ?? null,
      actor,
    },
    request: redactSecrets({ ...input, name, sha }) as InboundCommitStatus['request'],
  };
}
