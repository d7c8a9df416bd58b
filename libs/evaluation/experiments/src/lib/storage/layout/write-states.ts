import { assert } from '@holdpoint/kernel';
import type { PipelineChanges } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { columnsIn } from './columns-in';
import { tableOf } from './insert-pipeline';
import { stateRow, STATE_COLUMNS, written } from './job-columns';
import type { JobLayout } from './job-layout';

const PIPELINE = `
  UPDATE pipelines SET status = $2, version = $3, history_seq = $4, duration_ms = $5, updated_at = $6,
    started_at = $7, finished_at = $8 WHERE id = $1 AND version = $3 - 1`;

const WAKE_UP = `
  WITH ended AS (DELETE FROM pipeline_wake_ups WHERE pipeline_id = $1 AND $2::timestamptz IS NULL)
  INSERT INTO pipeline_wake_ups (pipeline_id, wake_at) SELECT $1, $2 WHERE $2::timestamptz IS NOT NULL
  ON CONFLICT (pipeline_id) DO UPDATE SET wake_at = excluded.wake_at`;

/** Writes the new states of a pipeline, its stages and its jobs. */
export async function writeStates(client: ClientBase, layout: JobLayout, changes: PipelineChanges): Promise<void> {
  for (const { id, kind, state } of changes.jobs) {
    const table = tableOf(layout, kind);
    const columns = columnsIn(table, Object.keys(STATE_COLUMNS));
    const { rowCount } = await client.query(
      `UPDATE ${table.name} job SET ${columns.map((name) => `${name} = changed.${name}`).join(', ')}
       FROM jsonb_populate_record(NULL::${table.name}, $2) changed WHERE job.id = $1`,
      [id, JSON.stringify(stateRow(state))],
    );
    assert(rowCount === 1, `job ${id} to be changed is there`);
  }
  for (const { id, status } of changes.stages) await client.query('UPDATE stages SET status = $2 WHERE id = $1', [id, status]);
  if (changes.pipeline) await writePipeline(client, changes.pipelineId, changes.pipeline);
}

async function writePipeline(client: ClientBase, id: number, row: NonNullable<PipelineChanges['pipeline']>): Promise<void> {
  const times = [row.updatedAt, row.startedAt, row.finishedAt].map(written);
  const { rowCount } = await client.query(PIPELINE, [id, row.status, row.version, row.historySeq, row.durationMs, ...times]);
  assert(rowCount === 1, `pipeline ${id} to be changed is at the version that was read`);
  await client.query(WAKE_UP, [id, written(row.wakeAt)]);
}
