import type { Instant } from '@holdpoint/kernel';
import { failsAt } from '../deadline/heartbeat-deadline';
import type { NeedPlan } from '../plan/pipeline-plan';
import type { JobFacts } from '../processing/pipeline-facts';
import { compositeStatus } from '../status/composite-status';
import { inSet } from '../status/in-set';
import type { JobKind } from '../status/job-kind';
import type { Status } from '../status/status';
import type { StatusModel } from '../status/status-model';

/** What is looked at of a job that may come before another. */
export interface PlacedJob {
  readonly name: string;
  readonly status: Status;
  readonly stagePosition: number;
  readonly allowFailure: boolean;
}

/** What decides whether and why a job waits for the outside. */
export interface WaitFacts extends PlacedJob, Pick<JobFacts, 'deadlineAt' | 'heartbeatAt' | 'cancelDeadlineAt' | 'external'> {
  readonly kind: JobKind;
  /** Null for a job that is ordered by stage. */
  readonly needs: readonly NeedPlan[] | null;
}

/** A job that has to come to an end before another starts. */
export interface MissingJob {
  readonly name: string;
  readonly status: Status;
}

/** What ends a wait when nobody does. */
export type WaitLimit = 'deadline' | 'heartbeat' | 'cancel_grace';

/**
 * `waiting`: for an outcome; `canceling`: for the acknowledgement of a cancel; `not_started`: for other jobs;
 * `waiting_for_resource`: for its turn in its resource group; `ended`: for nothing any more; `not_external`: for nothing outside.
 */
export type WaitState =
  | { readonly type: 'waiting' | 'canceling'; readonly until: Instant | null; readonly limit: WaitLimit }
  | { readonly type: 'not_started'; readonly missing: readonly MissingJob[] }
  | { readonly type: 'waiting_for_resource' | 'ended' | 'not_external' };

/** True for an external job that waits for other jobs: only then do those say why. */
export const isYetToStart = (model: StatusModel, { kind, status }: Pick<WaitFacts, 'kind' | 'status'>): boolean =>
  kind === 'external' && inSet(model, 'created', 'wait.not_started', status);

/** Tells whether a job waits for the outside, until when, or why it does not; `jobs` are the latest of its pipeline. */
export function waitStateOf(model: StatusModel, job: WaitFacts, jobs: readonly PlacedJob[]): WaitState {
  if (job.kind !== 'external') return { type: 'not_external' };
  if (inSet(model, 'waiting_externally', 'wait.waiting', job.status)) {
    const until = failsAt(job);
    return { type: 'waiting', until, limit: until === job.deadlineAt ? 'deadline' : 'heartbeat' };
  }
  if (inSet(model, 'canceling', 'wait.canceling', job.status)) {
    return { type: 'canceling', until: job.cancelDeadlineAt, limit: 'cancel_grace' };
  }
  if (inSet(model, 'waiting_for_resource', 'wait.for_resource', job.status)) return { type: 'waiting_for_resource' };
  return isYetToStart(model, job) ? { type: 'not_started', missing: missingBefore(model, job, jobs) } : { type: 'ended' };
}

/** A manual job that may be left out holds nobody up, as in the fold that processing goes by. */
function missingBefore(model: StatusModel, { needs, stagePosition }: WaitFacts, jobs: readonly PlacedJob[]): readonly MissingJob[] {
  const reader = needs === null ? 'fold.prior_stages' : 'fold.needs';
  const isBefore = (other: PlacedJob): boolean =>
    needs === null ? other.stagePosition < stagePosition : needs.some(({ name }) => name === other.name);
  return jobs.filter(isBefore).flatMap((other) => {
    const { status } = compositeStatus(model, reader, [other]);
    const isOver = status === null || inSet(model, 'completed', 'wait.missing', status);
    return isOver ? [] : [{ name: other.name, status: other.status }];
  });
}
