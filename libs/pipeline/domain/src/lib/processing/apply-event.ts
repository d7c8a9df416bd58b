import type { Instant } from '@holdpoint/kernel';
import { afterBridgeStep } from '../bridge/after-bridge-step';
import { afterExternalStep } from '../external-job/after-external-step';
import { hasCapability } from '../status/job-kinds';
import { inSet } from '../status/in-set';
import { nextStatus } from '../status/next-status';
import type { Status } from '../status/status';
import type { Cause } from './job-transition';
import type { FailureReason } from './pipeline-facts';
import type { JobDraft } from './job-draft';
import { noteMove, type PipelineDraft } from './pipeline-draft';

/** What an event may say beside its name. */
export interface EventDetails {
  readonly failureReason?: FailureReason;
  /** When the job ended, where that is not the moment it was noticed: its deadline. */
  readonly finishedAt?: Instant;
}

/** Where an event would lead a job; undefined when the job's machine has no such transition. */
export function targetStatus(draft: PipelineDraft, job: JobDraft, event: string): Status | undefined {
  const { statuses, kinds } = draft.model;
  const inResourceGroup = job.resourceGroupId !== null && hasCapability(kinds, 'takes_resource', 'resource_group.request', job.kind);
  return nextStatus(statuses, kinds.kinds[job.kind].machine, event, job.status, inResourceGroup);
}

/** Moves a job by one event, with its times and its line of history; false when its machine has no such transition. */
export function applyEvent(
  draft: PipelineDraft,
  job: JobDraft,
  event: string,
  cause: Cause,
  details: EventDetails = {},
): boolean {
  const to = targetStatus(draft, job, event);
  if (to === undefined || job.retried) return false;
  const from = job.status;
  job.status = to;
  stampTimes(draft, job, from, details);
  job.failureReason = null;
  if (to === 'failed') noteFailure(draft, job, cause, details);
  const { statuses, kinds } = draft.model;
  const ending = kinds.kinds[job.kind].endsOnce && inSet(statuses, 'ended', 'history.ending', to);
  draft.transitions.push({ jobId: job.id, kind: job.kind, event, from, to, cause, at: draft.now, ending });
  noteMove(draft, job);
  if (job.kind === 'external') afterExternalStep(draft, job, from, cause);
  if (job.kind === 'bridge') afterBridgeStep(draft, job, from, cause);
  return true;
}

function stampTimes(draft: PipelineDraft, job: JobDraft, from: Status, details: EventDetails): void {
  const { statuses, kinds } = draft.model;
  const { now } = draft;
  job.scheduledAt = null;
  if (inSet(statuses, 'scheduled', 'timer.delayed', job.status)) job.scheduledAt = now + (job.startInMs ?? 0);
  const queued = inSet(statuses, 'pending', 'job.queued_at', job.status) && inSet(statuses, 'not_queued', 'job.queued_from', from);
  if (queued) job.queuedAt = now;
  if (inSet(statuses, 'executing', 'job.started_at', job.status)) job.startedAt = now;
  if (inSet(statuses, 'ended', 'job.finished_at', job.status)) job.finishedAt = details.finishedAt ?? now;
  const timed = hasCapability(kinds, 'deadline', 'deadline.start', job.kind);
  if (timed && job.status === kinds.kinds[job.kind].deadlineFrom) job.deadlineAt = now + job.timeoutMs;
}

function noteFailure(draft: PipelineDraft, job: JobDraft, cause: Cause, details: EventDetails): void {
  job.failureReason = details.failureReason ?? 'unknown_failure';
  if (mayRetryByItself(draft, job)) draft.followUps.push({ type: 'auto_retry', job, cause });
  else if (endsPipeline(draft, job)) draft.followUps.push({ type: 'auto_cancel', job, cause });
}

/**
 * GitLab's `Gitlab::Ci::Build::AutoRetry`: attempts are left and the failure is one the job is retried for. It retries in
 * the name of who made the pipeline, and nobody who is blocked may.
 */
function mayRetryByItself(draft: PipelineDraft, job: JobDraft): boolean {
  const { retry } = job;
  if (!retry || job.failureReason === 'user_blocked' || !hasCapability(draft.model.kinds, 'auto_retried', 'auto_retry', job.kind)) return false;
  const matches = retry.when.some((reason) => reason === 'always' || reason === job.failureReason);
  return matches && job.attempt <= retry.max;
}

/** GitLab's `workflow:auto_cancel:on_job_failure: all`. */
function endsPipeline(draft: PipelineDraft, job: JobDraft): boolean {
  if (draft.facts.autoCancel.onJobFailure !== 'all' || job.allowFailure) return false;
  return hasCapability(draft.model.kinds, 'auto_cancels', 'auto_cancel.trigger', job.kind);
}
