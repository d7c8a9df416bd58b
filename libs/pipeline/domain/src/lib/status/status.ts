/**
 * Every status a job, stage or pipeline can have, in the order in which GitLab lists them
 * (`HasStatus::AVAILABLE_STATUSES`), with `running_externally` beside `running`.
 */
export const STATUSES = [
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'running_externally',
  'success',
  'failed',
  'canceling',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
] as const;

/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number];
