import type { CiModel } from '../status/ci-model';
import { membersOf } from '../status/in-set';
import type { Status } from '../status/status';

/** The statuses by which jobs that keys lead to are told apart before their pipelines are locked; for SQL parameters. */
export interface CallbackStatuses {
  /** Of a job that waits for a callback. */
  readonly waiting: readonly Status[];
  /** Of a job that has come to an end. */
  readonly over: readonly Status[];
  /** Of one that did so without an outcome which could be said again. */
  readonly canceledOrSkipped: readonly Status[];
}

/** Reads {@link CallbackStatuses} from a model. */
export const callbackStatuses = ({ statuses }: CiModel): CallbackStatuses => ({
  waiting: membersOf(statuses, 'waiting_externally', 'callback.waiting'),
  over: membersOf(statuses, 'completed', 'callback.open_jobs'),
  canceledOrSkipped: [...membersOf(statuses, 'canceled', 'callback.canceled'), ...membersOf(statuses, 'skipped', 'callback.skipped')],
});
