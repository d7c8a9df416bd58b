import { commitStatusMatchKey, type CallbackOutcome, type CommitStatusState } from '@holdpoint/pipeline-domain';
import type { InboundCommitStatus } from './inbound-commit-status';
import type { InboundCallback } from './inbound-callback';

const OUTCOMES: Readonly<Record<CommitStatusState, CallbackOutcome | null>> = {
  pending: 'running',
  running: 'running',
  success: 'success',
  failed: 'failed',
  canceled: 'canceled',
  skipped: null,
};

/** What a commit status reports to an external job; null for one that was skipped: no job waits to hear that. */
export const outcomeOf = (state: CommitStatusState): CallbackOutcome | null => OUTCOMES[state];

/** A commit status as a callback, whichever ref it is about where it does not say. */
export function commitStatusCallback({ projectId, sha, ref, pipelineId, status, request }: InboundCommitStatus): InboundCallback {
  const { name, state, description, targetUrl, actor } = status;
  return {
    provider: 'commit_status',
    target: { projectId, pipelineId, jobName: null, ref, shas: [sha], matchKey: commitStatusMatchKey(name) },
    jobId: null,
    report: { outcome: outcomeOf(state) ?? 'running', progress: { percent: null, description, targetUrl } },
    actor,
    event: null,
    request,
    idempotency: null,
    replayOf: null,
    dryRun: false,
  };
}
