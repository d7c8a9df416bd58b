import { inSet } from '../status/in-set';
import { applyEvent } from '../processing/apply-event';
import type { JobDraft, PipelineDraft } from '../processing/pipeline-draft';
import type { CallbackMatch, Verdict, VerdictReason } from './callback-match';
import type { CallbackCommand } from '../commands/pipeline-command';

/** Tells what a callback means for a job as it stands, and ends the job when it is the outcome it waits for. */
export function decideCallback(draft: PipelineDraft, command: CallbackCommand): CallbackMatch {
  const job = findJob(draft, command);
  const [verdict, reason] = job ? judge(draft, job, command) : (['unmatched', 'unknown_job'] as const);
  if (job && verdict === 'accepted') endJob(draft, job, command);
  const match: CallbackMatch = { callbackId: command.callbackId, jobId: job?.id ?? null, verdict, reason };
  draft.matches.push(match);
  return match;
}

/** A job named by id and by name must be one job: the call never falls back to the weaker key. */
function findJob(draft: PipelineDraft, { jobId, jobName }: CallbackCommand): JobDraft | undefined {
  const job = jobId === null ? draft.latest.get(jobName ?? '') : draft.jobs.get(jobId);
  return jobName === null || job?.name === jobName ? job : undefined;
}

/** Where several verdicts fit, the first of: superseded, late, duplicate, conflict. */
function judge(draft: PipelineDraft, job: JobDraft, { outcome }: CallbackCommand): readonly [Verdict, VerdictReason] {
  const { statuses } = draft.model;
  if (job.kind !== 'external') return ['unmatched', 'not_external'];
  if (job.retried) return ['superseded', 'older_attempt'];
  if (inSet(statuses, 'waiting_externally', 'callback.waiting', job.status)) return ['accepted', 'ended_the_job'];
  if (job.failureReason === 'job_execution_timeout') return ['late', 'after_deadline'];
  if (inSet(statuses, 'canceled', 'callback.canceled', job.status)) return ['late', 'after_cancel'];
  if (job.status === outcome) return ['duplicate', 'same_outcome'];
  if (inSet(statuses, 'skipped', 'callback.skipped', job.status)) return ['unmatched', 'skipped'];
  return inSet(statuses, 'ended', 'callback.ended', job.status)
    ? ['conflict', 'other_outcome_stands']
    : ['unmatched', 'not_waiting_yet'];
}

function endJob(draft: PipelineDraft, job: JobDraft, { outcome, actor }: CallbackCommand): void {
  const cause = { type: 'callback', actor } as const;
  if (outcome === 'success') applyEvent(draft, job, 'success', cause);
  else applyEvent(draft, job, 'drop', cause, { failureReason: 'api_failure' });
}
