import { assert, type Instant } from '@holdpoint/kernel';
import type { JobClone, JobId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { columnsIn } from './columns-in';
import { tableOf } from './insert-pipeline';
import { DEFINITION_COLUMNS, stateRow, STATE_COLUMNS, written } from './job-columns';
import type { JobLayout } from './job-layout';

/** Inserts a new attempt: what its source was defined to be, with a state of its own. Answers its number. */
export async function insertClone(client: ClientBase, layout: JobLayout, clone: JobClone, sourceId: JobId, now: Instant): Promise<JobId> {
  const table = tableOf(layout, clone.kind);
  const copied = columnsIn(table, DEFINITION_COLUMNS);
  const given = [...columnsIn(table, [...Object.keys(STATE_COLUMNS), 'attempt']), '"created_at"'];
  const { rows } = await client.query<{ id: JobId }>(
    `INSERT INTO ${table.name} (${[...copied, ...given].join(', ')})
     SELECT ${copied.map((name) => `source.${name}`).join(', ')}, ${given.map((name) => `clone.${name}`).join(', ')}
     FROM ${table.name} source, jsonb_populate_record(NULL::${table.name}, $2) clone WHERE source.id = $1 RETURNING id`,
    [sourceId, JSON.stringify({ ...stateRow(clone.state), attempt: clone.attempt, created_at: written(now) })],
  );
  assert(rows[0], `job ${sourceId} is there to be copied`);
  return rows[0].id;
}
