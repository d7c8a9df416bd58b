import type { IntegrationPoint } from './integration-point';
import { API_AND_RUNNER_POINTS } from './points/api-and-runners-points';
import { JOB_ACTION_POINTS } from './points/job-actions-points';
import { SHOWN_AND_STORED_POINTS } from './points/shown-and-stored-points';
import { STATUS_LIST_POINTS } from './points/status-lists-points';

/** Every place of GitLab that a new status or a new kind of job has to do with. Source: a survey of GitLab's code. */
export const INTEGRATION_POINTS: readonly IntegrationPoint[] = [
  ...STATUS_LIST_POINTS,
  ...JOB_ACTION_POINTS,
  ...API_AND_RUNNER_POINTS,
  ...SHOWN_AND_STORED_POINTS,
];
