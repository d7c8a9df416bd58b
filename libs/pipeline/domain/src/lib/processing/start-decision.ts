import type { JobWhen } from '../plan/pipeline-plan';
import type { Status } from '../status/status';
import type { StatusModel } from '../status/status-model';

/** What processing does with a created job whose predecessors are complete: an event of its machine. */
export type StartDecision = 'enqueue' | 'schedule' | 'actionize' | 'skip';

/** The part of a job that the decision reads. */
export interface StartFacts {
  readonly when: JobWhen;
  readonly needs: readonly unknown[] | null;
  readonly enqueueImmediately: boolean;
}

/** Decides how a job starts, or that it is skipped, from what its predecessors have come to. */
export function startDecision(model: StatusModel, job: StartFacts, previous: Status): StartDecision {
  const { afterNeeds, afterStages } = model.start[job.when];
  if (!(job.needs ? afterNeeds : afterStages).includes(previous)) return 'skip';
  if (job.enqueueImmediately) return 'enqueue';
  if (job.when === 'delayed') return 'schedule';
  return job.when === 'manual' ? 'actionize' : 'enqueue';
}
