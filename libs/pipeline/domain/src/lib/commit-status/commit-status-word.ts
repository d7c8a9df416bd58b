import { inSet } from '../status/in-set';
import type { Status } from '../status/status';
import type { StatusModel } from '../status/status-model';

/** The status of a job in the words of GitLab's commit status API, which knows of no work outside: it is running. */
export const commitStatusWord = (model: StatusModel, status: Status): Status =>
  inSet(model, 'waiting_externally', 'commit_status.shown', status) ? 'running' : status;
