import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import type { HookEvent, JobId, PipelineChanges } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, instantParameter, relationOf, type SentColumn } from '../sql/sent-rows';
import { addDeliveryTasksCall } from './hook-tasks';

interface Told {
  readonly projectId: number;
  readonly jobId: JobId;
  readonly event: HookEvent;
}

const COLUMNS: readonly SentColumn<Told>[] = [
  column('project_id', 'bigint', ({ projectId }) => projectId),
  column('job_id', 'bigint', ({ jobId }) => jobId),
  column('event', 'text', ({ event }) => event),
];

const CREATED_AT = `coalesce(${instantParameter(COLUMNS.length + 1)}, holdpoint_now())`;

/**
 * A row for every hook that wants to hear of it, and a task for every row; a hook may have gone since the facts were read.
 * One that is just being deleted is locked, and passed over: the whole batch would wait for it, and then refer to nothing.
 */
const addDeliveries = namedStatement<unknown[]>(
  'add_hook_deliveries',
  `WITH told AS MATERIALIZED ${relationOf(COLUMNS, 1)},
   hook AS MATERIALIZED (
     SELECT id, project_id, events FROM external_hooks WHERE enabled AND project_id IN (SELECT project_id FROM told)
     ORDER BY id FOR KEY SHARE SKIP LOCKED),
   delivery AS (
     INSERT INTO hook_deliveries (hook_id, external_job_id, event, state, attempts, created_at)
     SELECT hook.id, told.job_id, told.event, 'pending', 0, ${CREATED_AT}
     FROM told JOIN hook ON hook.project_id = told.project_id AND told.event = ANY(hook.events)
     RETURNING id, hook_id)
   SELECT count(*) FROM ${addDeliveryTasksCall('delivery')}`,
);

/** Leaves what hooks are to be told to the queue, in the transaction of the changes that they are told of. */
export async function enqueueHookDeliveries(
  client: ClientBase,
  changes: readonly PipelineChanges[],
  numbers: JobNumbers,
  now: Instant | null,
): Promise<void> {
  const told = changes.flatMap(({ pipelineId, projectId, effects }) =>
    effects.flatMap((effect): Told[] =>
      effect.type === 'send_hook' ? [{ projectId, jobId: numbers(pipelineId, effect.jobId), event: effect.event }] : [],
    ),
  );
  if (told.length > 0) await client.query(addDeliveries(...arraysOf(COLUMNS, told), now));
}
