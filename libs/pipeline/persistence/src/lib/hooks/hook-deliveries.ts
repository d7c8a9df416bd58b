import { namedStatement } from '@holdpoint/database';
import { err, ok, type Result } from '@holdpoint/kernel';
import type { Secrets } from '@holdpoint/secrets';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { DueDeliveryReader } from './due-delivery-reader';
import { addDeliveryTasksCall, deliveryTaskKey } from './hook-tasks';
import type { DeliveriesBefore, DeliveryTry, DueDelivery, HookDeliveryRow } from './hook-delivery-row';

const SELECT = `SELECT delivery.id, delivery.webhook_id AS "webhookId", delivery.hook_id AS "hookId", delivery.event,
  job.pipeline_id AS "pipelineId", job.id AS "jobId", job.name AS "jobName", delivery.state, delivery.attempts,
  delivery.last_status AS "lastStatus", delivery.last_error AS "lastError", delivery.created_at AS "createdAt",
  delivery.last_attempt_at AS "lastAttemptAt", delivery.delivered_at AS "deliveredAt"
  FROM hook_deliveries delivery JOIN external_jobs job ON job.id = delivery.external_job_id`;

const deliveriesBefore = namedStatement<[number, number | null, number]>(
  'hook_deliveries_before',
  `${SELECT} WHERE delivery.hook_id = $1 AND delivery.id < coalesce($2::bigint, 9223372036854775807)
   ORDER BY delivery.id DESC LIMIT $3`,
);

const deliveryById = namedStatement<[number, number]>(
  'hook_delivery_by_id',
  `${SELECT} WHERE delivery.hook_id = $1 AND delivery.id = $2`,
);

/** Before its delivery, as by whoever deletes the hook: in the other order they would wait for each other. */
const lockHookOf = namedStatement<[number]>(
  'lock_hook_of_delivery',
  'SELECT FROM external_hooks WHERE id = (SELECT hook_id FROM hook_deliveries WHERE id = $1) FOR NO KEY UPDATE',
);

const lockDelivery = namedStatement<[number]>('lock_hook_delivery', 'SELECT FROM hook_deliveries WHERE id = $1 FOR UPDATE');

/**
 * A try may end when another stands for the delivery: somebody had it sent again, and its task has lost its key to
 * another; or its task was given to another worker. What has arrived has arrived, whatever the other found.
 * A hook whose receiver is gone is disabled with the try that found it out.
 */
const recordTry = namedStatement<unknown[]>(
  'record_hook_delivery',
  `WITH delivery AS (
     UPDATE hook_deliveries SET state = $2, attempts = attempts + CASE WHEN $7 THEN 1 ELSE 0 END, last_status = $3, last_error = $4,
       last_attempt_at = CASE WHEN $7 THEN holdpoint_now() ELSE last_attempt_at END, delivered_at = CASE WHEN $2 = 'delivered' THEN holdpoint_now() ELSE delivered_at END
     WHERE id = $1 AND (state = 'pending' OR $2 = 'delivered')
       AND EXISTS (SELECT FROM graphile_worker.jobs task WHERE task.id = $6 AND task.key = ${deliveryTaskKey('$1::bigint')})
     RETURNING hook_id)
   UPDATE external_hooks SET enabled = false, disabled_reason = $4, updated_at = holdpoint_now()
   FROM delivery WHERE external_hooks.id = delivery.hook_id AND $5 AND enabled`,
);

const redeliver = namedStatement<[number, number]>(
  'redeliver_hook',
  `WITH delivery AS (
     UPDATE hook_deliveries delivery SET state = 'pending' FROM external_hooks hook
     WHERE hook.id = $1 AND hook.enabled AND delivery.hook_id = hook.id AND delivery.id = $2 RETURNING delivery.id, delivery.hook_id)
   SELECT count(*)::int AS sent FROM ${addDeliveryTasksCall('delivery')}`,
);

/** What is sent to hooks, how far it has come, and what it takes to send it. */
export class HookDeliveries {
  private readonly due: DueDeliveryReader;

  constructor(
    private readonly pool: Pool,
    secrets: Secrets,
  ) {
    this.due = new DueDeliveryReader(pool, secrets);
  }

  /** A delivery that waits to be sent, as things stand now; undefined when it does not wait or is not there any more. */
  findDue(id: number): Promise<DueDelivery | undefined> {
    return this.due.find(id);
  }

  /** Keeps what a try came to, by the number of its task; does nothing when the delivery is another task's by now. */
  async record(id: number, taskId: string, { isSent, state, status, error, gone }: DeliveryTry): Promise<void> {
    await runTransaction(this.pool, async (client, send) => {
      if (gone) send(client.query(lockHookOf(id)));
      // Both change when somebody has it sent again: in one statement the task would be looked at before the wait.
      send(client.query(lockDelivery(id)));
      await client.query(recordTry(id, state, status, error, gone, taskId, isSent));
    });
  }

  /** The deliveries of a hook, newest first. */
  list(hookId: number, { beforeId, limit }: DeliveriesBefore): Promise<readonly HookDeliveryRow[]> {
    return readRows<HookDeliveryRow>(this.pool, deliveriesBefore(hookId, beforeId, limit));
  }

  /** Sends a delivery again, under the same `webhook-id`, now; a hook that is disabled is sent nothing. */
  async redeliver(hookId: number, id: number): Promise<Result<HookDeliveryRow, 'hook_delivery_not_found' | 'hook_disabled'>> {
    const { rows: [again] } = await runCommitted(this.pool, (client) => client.query<{ readonly sent: number }>(redeliver(hookId, id)));
    const [delivery] = await readRows<HookDeliveryRow>(this.pool, deliveryById(hookId, id));
    if (!delivery) return err('hook_delivery_not_found');
    return again?.sent ? ok(delivery) : err('hook_disabled');
  }
}
