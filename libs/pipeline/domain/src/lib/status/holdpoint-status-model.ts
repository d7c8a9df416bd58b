import { defineStatusModel } from './define-status-model';
import { foldTable, type FoldVariant } from './fold-table';
import { stateMachines } from './state-machines';
import { STATUSES, type Status } from './status';
import type { StatusModel } from './status-model';
import type { StatusSet } from './status-readers';

const completed: readonly Status[] = ['success', 'failed', 'canceled', 'skipped'];
const active: readonly Status[] = [
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'running_externally',
];

const sets: Readonly<Record<StatusSet, readonly Status[]>> = {
  available: STATUSES,
  created: ['created'],
  waiting_for_resource: ['waiting_for_resource'],
  upcoming: ['created', 'scheduled'],
  before_start: ['created', 'waiting_for_resource'],
  pending: ['pending'],
  running: ['running'],
  running_or_pending: ['pending', 'running'],
  scheduled: ['scheduled'],
  skipped: ['skipped'],
  canceled: ['canceled'],
  canceling: ['canceling'],
  cancel_requested: ['canceling', 'canceled'],
  active,
  started: ['running', 'running_externally', 'success', 'failed'],
  executing: ['running', 'running_externally'],
  not_triggered: ['created', 'manual', 'waiting_for_resource'],
  not_queued: ['created', 'waiting_for_resource', 'preparing', 'skipped', 'manual', 'scheduled'],
  not_started: ['created', 'waiting_for_resource', 'preparing', 'pending'],
  waiting_externally: ['running_externally'],
  under_deadline: ['running', 'running_externally'],
  playable: ['manual', 'scheduled'],
  cancelable: ['created', ...active, 'scheduled'],
  pipeline_cancelable: ['created', ...active, 'scheduled', 'manual'],
  retryable: ['success', 'failed', 'canceled', 'canceling'],
  failed_or_canceled: ['failed', 'canceled', 'canceling'],
  timed: ['success', 'failed', 'running', 'running_externally', 'canceled'],
  ended: ['success', 'failed', 'canceled'],
  finished: ['success', 'failed', 'canceled'],
  completed,
  completed_with_manual: [...completed, 'manual'],
};

const afterSuccess = { afterStages: ['success', 'skipped'], afterNeeds: ['success'] } as const;
const afterFailure = { afterStages: ['failed'], afterNeeds: ['failed'] } as const;
const afterAny = {
  afterStages: ['success', 'failed', 'skipped'],
  afterNeeds: ['success', 'failed', 'skipped'],
} as const;

/** `canceled` is valid for nothing, not even for `always`. Source: GitLab's `Ci::ProcessBuildService`. */
const start: StatusModel['start'] = {
  on_success: afterSuccess,
  manual: afterSuccess,
  delayed: afterSuccess,
  on_failure: afterFailure,
  always: afterAny,
};

const mirrored = { success: 'success', canceled: 'canceled', failed: 'failed' } as const;

/** Source: GitLab's `Ci::Bridge#inherit_status_from_downstream`. */
const mirror: StatusModel['mirror'] = {
  none: {},
  depend: { ...mirrored, skipped: 'failed' },
  mirror: { ...mirrored, skipped: 'skip', manual: 'manual' },
};

/** While it waits for an outcome outside, work is under way. Source: GitLab's `Deployment#sync_status_with`. */
const deployment: StatusModel['deployment'] = {
  created: 'created',
  waiting_for_resource: 'created',
  preparing: 'created',
  waiting_for_callback: 'created',
  pending: 'created',
  scheduled: 'created',
  manual: 'blocked',
  running: 'running',
  running_externally: 'running',
  canceling: 'running',
  success: 'success',
  failed: 'failed',
  canceled: 'canceled',
  skipped: 'skipped',
};

const foldedStatusEvents: StatusModel['foldedStatusEvents'] = {
  created: null,
  waiting_for_resource: 'request_resource',
  preparing: 'prepare',
  waiting_for_callback: 'wait_for_callback',
  pending: 'enqueue',
  running: 'run',
  success: 'succeed',
  failed: 'drop',
  canceling: 'start_cancel',
  canceled: 'cancel',
  skipped: 'skip',
  manual: 'block',
  scheduled: 'delay',
};

/**
 * The statuses of GitLab (`HasStatus`) with `running_externally` among them, in one variant of the fold.
 * The product uses `as_running`; the others exist to be compared with it.
 */
export function holdpointStatusModel(variant: FoldVariant = 'as_running'): StatusModel {
  return defineStatusModel({
    statuses: STATUSES,
    added: ['running_externally'],
    sets,
    fold: foldTable(variant),
    start,
    mirror,
    deployment,
    machines: stateMachines(variant),
    foldedStatusEvents:
      variant === 'own_status' ? { ...foldedStatusEvents, running_externally: 'run_externally' } : foldedStatusEvents,
  });
}
