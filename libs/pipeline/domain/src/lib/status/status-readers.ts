/**
 * Every place that reads a named set of statuses, with the set it reads.
 *
 * A reader stands for one place where GitLab has a list of statuses in code; ablating a status from one
 * reader leaves every other reader as it was.
 */
export const SET_READERS = {
  'api.job_scope': 'available',
  'api.pipeline_status': 'available',
  'api.pipeline_scope.finished': 'finished',
  'api.pipeline_scope.pending': 'pending',
  'api.pipeline_scope.running': 'running',
  'api.waiting_for': 'waiting_externally',
  'auto_cancel.scope': 'cancelable',
  'blocked_user.scope': 'pipeline_cancelable',
  'bridge.canceled': 'cancel_requested',
  'bridge.trigger': 'pending',
  'bridge.trigger_from': 'not_triggered',
  'bridge.triggers': 'running_or_pending',
  'bridge.waits': 'active',
  'cache.ended': 'completed',
  'callback.canceled': 'canceled',
  'callback.canceling': 'canceling',
  'callback.not_started': 'before_start',
  'callback.ended': 'ended',
  'callback.open_jobs': 'completed',
  'callback.skipped': 'skipped',
  'callback.waiting': 'waiting_externally',
  'cancel.acknowledged': 'waiting_externally',
  'cancel.grace': 'canceling',
  'commit_status.found': 'running_or_pending',
  'commit_status.shown': 'waiting_externally',
  'deployment.not_made': 'created',
  'environment.stopping': 'active',
  'hook.start': 'waiting_externally',
  'hook.cancel': 'cancel_requested',
  'job.action_offered': 'active',
  'job.cancelable': 'active',
  'job.cancelable_before_start': 'created',
  'job.deadline': 'under_deadline',
  'job.duration': 'timed',
  'job.finished_at': 'ended',
  'job.heartbeat': 'waiting_externally',
  'job.playable': 'playable',
  'job.queued_at': 'pending',
  'job.queued_from': 'not_queued',
  'job.retryable': 'retryable',
  'job.started_at': 'executing',
  'history.ending': 'ended',
  'ledger.retention': 'completed',
  'pipeline.cancel': 'cancelable',
  'pipeline.delete': 'completed',
  'pipeline.drop': 'cancelable',
  'pipeline.duration': 'completed_with_manual',
  'pipeline.finished_at': 'ended',
  'pipeline.retry': 'failed_or_canceled',
  'pipeline.started_at': 'executing',
  'pipeline.started_from': 'not_started',
  'processing.candidate': 'created',
  'processing.previous': 'completed',
  'redundant.candidate': 'pipeline_cancelable',
  'redundant.scope': 'cancelable',
  'redundant.started': 'started',
  'reset.candidate': 'skipped',
  'resource_group.released': 'completed_with_manual',
  'resource_group.upcoming': 'upcoming',
  'resource_group.waiting': 'waiting_for_resource',
  'runner.execution': 'running',
  'runner.queue': 'pending',
  'timer.delayed': 'scheduled',
  'wait.canceling': 'canceling',
  'wait.missing': 'completed',
  'wait.for_resource': 'waiting_for_resource',
  'wait.not_started': 'created',
  'wait.waiting': 'waiting_externally',
} as const satisfies Record<string, string>;

/** The name of a place that reads a set of statuses. */
export type SetReader = keyof typeof SET_READERS;

/** The named sets of statuses that decide behaviour. */
export type StatusSet = (typeof SET_READERS)[SetReader];

/** The readers of one set: a reader can only be used with the set it is registered for. */
export type ReaderOf<S extends StatusSet> = {
  [R in SetReader]: (typeof SET_READERS)[R] extends S ? R : never;
}[SetReader];

/** The places that fold the statuses of many jobs into one. */
export type FoldReader = 'fold.stage' | 'fold.pipeline' | 'fold.needs' | 'fold.prior_stages';

/** The state machines: one for each kind of job, one for stages, one for pipelines. */
export const MACHINES = ['build', 'bridge', 'external', 'generic', 'stage', 'pipeline'] as const;

/** One of {@link MACHINES}. */
export type MachineName = (typeof MACHINES)[number];

/** One event of one machine, as a reader of its list of source and target statuses. */
export type TransitionReader = `${MachineName}.${string}`;

/** Whatever reads the status model. */
export type StatusReader = SetReader | FoldReader | TransitionReader | 'bridge.mirror' | 'deployment.status';
