/** The name of the task that sends one delivery. */
export const DELIVER_HOOK = 'deliver_hook';

/** graphile-worker waits e^n seconds after the n-th try, at most e^10, six hours: 16 tries are spread over 40 hours. */
const ATTEMPTS_MAX = 16;

/** The key of a delivery's task, in SQL: a delivery has one at a time. */
export const deliveryTaskKey = (deliveryId: string): string => `'hook_delivery:' || ${deliveryId}`;

/**
 * A call of graphile-worker's `add_jobs` for a relation of deliveries `(id)`. A task has the key of its delivery: one
 * that is added while another waits takes its place, and may be tried as often as a new one.
 */
export const addDeliveryTasksCall = (relation: string): string => `graphile_worker.add_jobs(ARRAY(
  SELECT ROW('${DELIVER_HOOK}', json_build_object('deliveryId', delivery.id), NULL, NULL, ${ATTEMPTS_MAX},
    ${deliveryTaskKey('delivery.id')}, NULL, NULL)::graphile_worker.job_spec
  FROM ${relation} delivery ORDER BY delivery.id))`;
