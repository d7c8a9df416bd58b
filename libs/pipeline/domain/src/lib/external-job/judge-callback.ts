import type { CallbackCommand } from '../commands/pipeline-command';
import type { JobDraft } from '../processing/job-draft';
import type { ReportedFailure } from '../processing/pipeline-facts';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';
import type { Judgement } from './callback-match';
import { countFailure } from './count-failure';
import { endingReason, judgeEvent, outcomeFor } from './judge-event';
import { matchKeyOf } from './match-key';

/**
 * Judges a callback by the job as it stands. Where several verdicts fit, the first of: superseded, late, duplicate,
 * conflict. What an event says of its revision comes before all of these.
 */
export function judgeCallback(draft: PipelineDraft, job: JobDraft, command: CallbackCommand): Judgement {
  if (job.kind !== 'external') return ['unmatched', 'not_external'];
  const { matchKey, event, report } = command;
  const external = job.external ?? {};
  if (matchKey !== null && matchKey !== matchKeyOf(external)) return ['unmatched', 'other_key'];
  const judged = event && judgeEvent(external, report.outcome, event);
  if (judged) return judged;
  if (job.retried) return ['superseded', 'older_attempt'];
  const meant = { ...command, report: { ...report, outcome: outcomeFor(external, report.outcome, event) } };
  return event?.isConsumed && event.relation !== 'none' ? afterEarlierAttempt(draft, job, meant) : byStatus(draft, job, meant);
}

/** What was about the end of an earlier attempt does not end this one, not even one that is being canceled. */
function afterEarlierAttempt(draft: PipelineDraft, job: JobDraft, command: CallbackCommand): Judgement {
  const hasEnded = inSet(draft.model.statuses, 'ended', 'callback.ended', job.status);
  const judged = hasEnded ? afterEnd(draft, job, command) : undefined;
  return judged?.[0] === 'late' ? judged : ['duplicate', 'consumed_by_earlier_attempt'];
}

function byStatus(draft: PipelineDraft, job: JobDraft, command: CallbackCommand): Judgement {
  const { statuses } = draft.model;
  if (inSet(statuses, 'waiting_externally', 'callback.waiting', job.status)) return whileWaiting(draft, job, command);
  if (inSet(statuses, 'before_start', 'callback.not_started', job.status)) return beforeStart(command);
  if (inSet(statuses, 'skipped', 'callback.skipped', job.status)) return ['unmatched', 'skipped'];
  if (inSet(statuses, 'canceling', 'callback.canceling', job.status)) return whileCanceling(command);
  return afterEnd(draft, job, command);
}

function whileWaiting(draft: PipelineDraft, job: JobDraft, { event, report }: CallbackCommand): Judgement {
  if (report.outcome === 'running') return ['progress', 'reported_progress'];
  if (event?.relation === 'none') return ['progress', report.outcome === 'failed' ? 'failure_without_revision' : 'reported_progress'];
  // That a newer revision has succeeded is no failed try of the job's own, whatever it means for the job.
  if (report.outcome !== 'failed' || event?.relation === 'newer') return ['accepted', endingReason(event)];
  const count = countFailure(job, failureOf(draft, job, event));
  if (count === 'ends') return ['accepted', endingReason(event)];
  return count === 'counted' ? ['progress', 'failure_counted'] : ['duplicate', 'failure_known'];
}

/**
 * What tells a failure from others: the id of its event, else when it happened. Where the sender says neither it is now,
 * and nothing else that was reported: callbacks that were parked, or come while the clock stands still, are judged in one
 * instant.
 */
export function failureOf({ now }: PipelineDraft, { reportedFailures }: JobDraft, event: CallbackCommand['event']): ReportedFailure {
  const told = event?.eventId ?? event?.occurredAt ?? null;
  if (told !== null) return told;
  let at = now;
  while (reportedFailures.includes(at)) at += 1;
  return at;
}

/** A sign of life of work that nobody waits for yet says nothing that would still hold when somebody does. */
const beforeStart = ({ event, report }: CallbackCommand): Judgement =>
  report.outcome === 'running' || event?.relation === 'none' ? ['ignored', 'not_waiting_yet'] : ['parked', 'not_waiting_yet'];

/** Work that goes on after all is waited for until the grace period ends; any end of it ends the job as canceled. */
function whileCanceling({ event, report: { outcome } }: CallbackCommand): Judgement {
  if (outcome === 'running' || event?.relation === 'none') return ['progress', 'reported_progress'];
  return outcome === 'canceled' ? ['accepted', 'acknowledged_the_cancel'] : ['late', 'after_cancel'];
}

/** Signs of life often overtake the outcome: of a job that somebody has ended they say nothing that anyone waits for. */
function afterEnd(draft: PipelineDraft, job: JobDraft, { event, report: { outcome } }: CallbackCommand): Judgement {
  if (job.failureReason === 'job_execution_timeout') return ['late', 'after_deadline'];
  if (job.failureReason === 'heartbeat_timeout') return ['late', 'after_heartbeat_timeout'];
  const afterCancel = wasCanceled(draft, job);
  if (outcome === 'running' || event?.relation === 'none') return [afterCancel ? 'late' : 'ignored', 'after_end'];
  if (job.status === outcome && (job.endedByReport || !afterCancel)) return ['duplicate', 'same_outcome'];
  return afterCancel ? ['late', 'after_cancel'] : ['conflict', 'other_outcome_stands'];
}

/**
 * Whether somebody has canceled the job, acknowledged or not. Where it was waited for, a report of `canceled` has ended it as
 * any outcome does.
 */
function wasCanceled({ model }: PipelineDraft, { status, endedByReport, cancelDeadlineAt }: JobDraft): boolean {
  const isOutcome = endedByReport && cancelDeadlineAt === null;
  return !isOutcome && inSet(model.statuses, 'canceled', 'callback.canceled', status);
}
