import { namedStatement } from '@holdpoint/database';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import { pipelineEvent, type PipelineChanges, type PipelineEvent, type PipelineFacts } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, relationOf } from '../sql/sent-rows';

/** Any number that nobody else in the database uses for an advisory lock. */
const EVENT_LOCK = 4_659_327_801;

/** The channel on which a batch tells the id of its last event. */
export const EVENT_CHANNEL = 'holdpoint_events';

const COLUMNS = [
  column<PipelineEvent>('project_id', 'bigint', ({ projectId }) => projectId),
  column<PipelineEvent>('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column<PipelineEvent>('at', 'instant', ({ at }) => at),
  column<PipelineEvent>('data', 'json', ({ data }) => data),
];

/**
 * Ids are drawn under a lock that is held until the commit, so that commits come in the order of ids and a reader that
 * asks for `id > last` skips nothing. No row leaves the join before `turn` has given one, which is when the lock is
 * held, and ids are drawn for the rows of the join: it takes no statement of its own.
 */
const appendStatement = namedStatement<unknown[]>(
  'append_events',
  `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(${EVENT_LOCK})),
   appended AS (
     INSERT INTO events (project_id, pipeline_id, at, data)
     SELECT event.* FROM turn CROSS JOIN ${relationOf(COLUMNS, 1)} event RETURNING id)
   SELECT pg_notify('${EVENT_CHANNEL}', max(id)::text) FROM appended`,
);

/**
 * Tells what a batch has changed; must be the last statement before the commit, because whoever waits for the lock waits
 * for everything that follows. A batch in which nobody would see a difference takes no lock and notifies nobody.
 */
export async function appendEvents(client: ClientBase, events: readonly PipelineEvent[]): Promise<void> {
  if (events.length > 0) await client.query(appendStatement(...arraysOf(COLUMNS, events)));
}

/** The events of a batch: its changes against the facts that it read. */
export function eventsOf(
  loaded: readonly PipelineFacts[],
  changes: readonly PipelineChanges[],
  numbers: JobNumbers,
): readonly PipelineEvent[] {
  const facts = new Map(loaded.map((pipeline) => [pipeline.id, pipeline]));
  return changes.flatMap((change) => {
    const before = facts.get(change.pipelineId);
    return (before && pipelineEvent(before, change, (jobId) => numbers(change.pipelineId, jobId))) ?? [];
  });
}
