/** The name of the task that sends one delivery. */
export const DELIVER_HOOK = 'deliver_hook';

/** graphile-worker waits e^n seconds after the n-th try, at most e^10, six hours: 16 tries are spread over 40 hours. */
const ATTEMPTS_MAX = 16;

/** A power of two: as many projects have their hooks called at once at most, which is more than workers wait for others. */
const QUEUES = 16;

/**
 * The queues of these tasks, by name. A queue has one task under way: hooks of one project that nobody answers keep one
 * worker waiting, not all of them. They are few, and shared, because every worker looks at all queues whenever it asks
 * for a task, and nothing deletes one.
 */
export const HOOK_QUEUES: readonly string[] = Array.from({ length: QUEUES }, (_, number) => `hook:${number}`);

/** The key of a delivery's task, in SQL: a delivery has one at a time. */
export const deliveryTaskKey = (deliveryId: string): string => `'hook_delivery:' || ${deliveryId}`;

/**
 * A call of graphile-worker's `add_jobs` for a relation of deliveries `(id, hook_id)`. A task has the key of its delivery: one
 * that is added while another waits takes its place, and may be tried as often as a new one.
 */
export const addDeliveryTasksCall = (relation: string): string => `graphile_worker.add_jobs(ARRAY(
  SELECT ROW('${DELIVER_HOOK}', json_build_object('deliveryId', delivery.id), 'hook:' || (hook.project_id & ${QUEUES - 1}), NULL, ${ATTEMPTS_MAX},
    ${deliveryTaskKey('delivery.id')}, NULL, NULL)::graphile_worker.job_spec
  FROM ${relation} delivery JOIN external_hooks hook ON hook.id = delivery.hook_id ORDER BY delivery.id))`;
