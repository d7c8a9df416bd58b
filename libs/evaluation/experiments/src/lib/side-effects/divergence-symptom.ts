import type { Symptom } from '@holdpoint/evaluation-experiment';
import { inSet, type JobWhen, type Status, type StatusModel } from '@holdpoint/pipeline-domain';
import type { WaitingDesign } from './waiting-design';

/** What becomes of a job whose turn may have come. */
export type Turn = 'waits' | 'starts' | 'is skipped';

/** The folds that decide whether jobs start, with what lets them. */
export type DecidingFold = 'fold.needs' | 'fold.prior_stages';

/** What a job does once its predecessors have folded to a status. */
export function turnAfter(model: StatusModel, fold: DecidingFold, when: JobWhen, previous: Status): Turn {
  if (!inSet(model, 'completed', 'processing.previous', previous)) return 'waits';
  const { afterNeeds, afterStages } = model.start[when];
  return (fold === 'fold.needs' ? afterNeeds : afterStages).includes(previous) ? 'starts' : 'is skipped';
}

/** What the status of a dependent tells about its turn. */
export function turnOf(status: Status): Turn {
  if (status === 'created') return 'waits';
  return status === 'skipped' ? 'is skipped' : 'starts';
}

/** What a user sees when the turn of a job is another than it should be. */
export function turnSymptom(expected: Turn, actual: Turn): Symptom {
  if (expected === actual) return 'nothing';
  if (actual === 'starts') return 'started_early';
  return actual === 'waits' ? 'stuck' : 'skipped';
}

/**
 * What a user sees when a stage or pipeline shows another status than `running` would give it. While a job waits, showing
 * the name of its status is no error; but lists of pipelines go by name.
 */
export function shownSymptom({ model, waiting }: WaitingDesign, shown: Shown, expected: Status, actual: Status): Symptom {
  if (expected === actual) return 'nothing';
  if (actual === 'success') return 'wrong_success';
  if (actual !== waiting || !shown.waits) return 'wrong_status';
  return shown.of === 'pipeline' && !isListed(model.statuses, actual) ? 'not_shown' : 'nothing';
}

/** What shows a status, and whether a job waits in it. */
export interface Shown {
  readonly of: 'stage' | 'pipeline';
  readonly waits: boolean;
}

/** Whether one of the scopes of the list of pipelines has the status. */
const isListed = (model: StatusModel, status: Status): boolean =>
  inSet(model, 'pending', 'api.pipeline_scope.pending', status) ||
  inSet(model, 'running', 'api.pipeline_scope.running', status) ||
  inSet(model, 'finished', 'api.pipeline_scope.finished', status);
