import { inSet } from '../status/in-set';
import { madeOnceFor } from '../status/made-once';
import type { Status } from '../status/status';
import type { StatusModel } from '../status/status-model';
import { applyEvent } from '../processing/apply-event';
import type { Cause } from '../processing/job-transition';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { settle } from '../processing/settle';
import { failsAt } from './heartbeat-deadline';

const DEADLINE: Cause = { type: 'deadline', actor: null };
const TIMER: Cause = { type: 'timer', actor: null };

/**
 * Fails every job whose deadline has come and starts every delayed job whose time has come, then settles; false when
 * there was none. A pass does this before anything else: at or after its deadline a job has failed, whoever notices first.
 */
export function expireOverdue(draft: PipelineDraft): boolean {
  let expired = false;
  // A round can only start jobs that fall due later than now, or at once (`start_in: 0 seconds`): one more round.
  for (; expireOnce(draft); expired = true) settle(draft);
  return expired;
}

function expireOnce(draft: PipelineDraft): boolean {
  const timers = timersOf(draft.model.statuses);
  let expired = false;
  for (const job of draft.latest.all) {
    const at = timers.get(job.status)?.(job) ?? null;
    if (at !== null && at <= draft.now) expired = expire(draft, job, at) || expired;
  }
  return expired;
}

function expire(draft: PipelineDraft, job: JobDraft, at: number): boolean {
  if (job.scheduledAt !== null) return applyEvent(draft, job, 'enqueue_scheduled', TIMER);
  if (inSet(draft.model.statuses, 'canceling', 'cancel.grace', job.status)) {
    return applyEvent(draft, job, 'cancel', TIMER, { finishedAt: at });
  }
  const failureReason = at === job.deadlineAt ? 'job_execution_timeout' : 'heartbeat_timeout';
  return applyEvent(draft, job, 'drop', DEADLINE, { failureReason, finishedAt: at });
}

/** The instant at which a job changes by itself: the end of its time, its delay or its grace; null when it has none. */
type Timer = (job: JobDraft) => number | null;

/** The timer of each status that has one: every pass asks for every job, several times. */
const timersOf = madeOnceFor((statuses: StatusModel): ReadonlyMap<Status, Timer> =>
  new Map(statuses.statuses.flatMap((status) => timerOf(statuses, status))));

function timerOf(statuses: StatusModel, status: Status): [Status, Timer][] {
  if (inSet(statuses, 'scheduled', 'timer.delayed', status)) return [[status, (job) => job.scheduledAt]];
  if (inSet(statuses, 'canceling', 'cancel.grace', status)) return [[status, (job) => job.cancelDeadlineAt]];
  return inSet(statuses, 'under_deadline', 'job.deadline', status) ? [[status, failsAt]] : [];
}

/** The next instant at which a job of the pipeline changes by itself; null when none will. */
export function nextDueAt(draft: PipelineDraft): number | null {
  const timers = timersOf(draft.model.statuses);
  let next: number | null = null;
  for (const job of draft.latest.all) {
    const at = timers.get(job.status)?.(job) ?? null;
    if (at !== null && (next === null || at < next)) next = at;
  }
  return next;
}
