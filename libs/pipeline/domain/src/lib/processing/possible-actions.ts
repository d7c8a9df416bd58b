import type { JobWhen } from '../plan/pipeline-plan';
import type { CiModel } from '../status/ci-model';
import { hasCapability } from '../status/job-kinds';
import type { JobKind } from '../status/job-kind';
import { inSet } from '../status/in-set';
import type { Status } from '../status/status';
import type { FailureReason } from './pipeline-facts';

/** What decides whether a person may act on a job. */
export interface ActionFacts {
  readonly kind: JobKind;
  readonly status: Status;
  readonly when: JobWhen;
  readonly retried: boolean;
  readonly failureReason: FailureReason | null;
}

/** What a person may do with a job. */
export type JobAction = 'play' | 'cancel' | 'retry';

/** Lists what a person may do with a job as it stands; for whoever shows buttons. */
export function possibleActions(model: CiModel, job: ActionFacts): readonly JobAction[] {
  const actions: JobAction[] = [];
  if (isPlayable(model, job)) actions.push('play');
  if (isCancelable(model, job, 'job.action_offered')) actions.push('cancel');
  if (isRetryable(model, job)) actions.push('retry');
  return actions;
}

/** A manual or delayed job that waits, or a build that has ended and can be retried. Source: GitLab's `Ci::Build#playable?`. */
export function isPlayable(model: CiModel, job: ActionFacts): boolean {
  if (job.retried || !isManualOrDelayed(job) || !hasCapability(model.kinds, 'playable', 'job.play', job.kind)) return false;
  if (inSet(model.statuses, 'playable', 'job.playable', job.status)) return true;
  return hasCapability(model.kinds, 'played_again', 'job.play_again', job.kind) && isRetryable(model, job);
}

/** A job that is active or not started yet. Source: GitLab's `Ci::Build#cancelable?`. */
export function isCancelable(
  { kinds, statuses }: CiModel,
  job: ActionFacts,
  reader: 'job.cancelable' | 'job.action_offered',
): boolean {
  if (job.retried || !hasCapability(kinds, 'canceled_alone', 'job.cancel', job.kind)) return false;
  return (
    inSet(statuses, 'active', reader, job.status) ||
    inSet(statuses, 'created', 'job.cancelable_before_start', job.status)
  );
}

/** The latest attempt of a retryable kind, at an end that may come out otherwise. Source: GitLab's `Ci::Processable#retryable?`. */
export function isRetryable({ kinds, statuses }: CiModel, job: ActionFacts): boolean {
  if (job.retried || !hasCapability(kinds, 'retryable', 'job.retry', job.kind)) return false;
  if (job.failureReason !== null && kinds.kinds[job.kind].finalFailures.includes(job.failureReason)) return false;
  return inSet(statuses, 'retryable', 'job.retryable', job.status);
}

/** A job that is started by a person or a timer. */
export function isManualOrDelayed({ when }: Pick<ActionFacts, 'when'>): boolean {
  return when === 'manual' || when === 'delayed';
}
