import { namedStatement } from '@holdpoint/database';
import { hasCapability, JOB_KINDS, membersOf, type CiModel, type JobKind, type Period, type PipelineId, type Status } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { epochMs } from '../sql/epoch-ms';

/** Periods are put together here: a pipeline can have a thousand below it, each of a thousand jobs. */
const periodsBelow = namedStatement<[readonly PipelineId[], readonly Status[], readonly JobKind[]]>(
  'periods_below',
  `WITH RECURSIVE below AS (
     SELECT source_pipeline_id AS top, pipeline_id FROM pipeline_sources WHERE source_pipeline_id = ANY($1::bigint[])
     UNION ALL
     SELECT below.top, source.pipeline_id FROM below JOIN pipeline_sources source ON source.source_pipeline_id = below.pipeline_id),
   executed AS (
     SELECT below.top, unnest(range_agg(tstzrange(job.started_at,
       greatest(job.started_at, coalesce(job.finished_at, (SELECT holdpoint_now())))))) AS period
     FROM below JOIN processables job ON job.pipeline_id = below.pipeline_id
     WHERE NOT job.retried AND job.started_at IS NOT NULL AND job.status = ANY($2::text[]) AND job.kind = ANY($3::text[])
     GROUP BY below.top)
   SELECT top AS id, json_agg(json_build_array(${epochMs('lower(period)')}, ${epochMs('upper(period)')}) ORDER BY period) AS periods
   FROM executed GROUP BY top`,
);

/** When jobs of the pipelines below were executed, by the number of the pipeline above; read without the locks of those. */
export async function loadPeriodsBelow(
  client: ClientBase,
  { statuses, kinds }: CiModel,
  ids: readonly PipelineId[],
): Promise<ReadonlyMap<PipelineId, readonly Period[]>> {
  const timed = JOB_KINDS.filter((kind) => hasCapability(kinds, 'timed', 'pipeline.duration', kind));
  const statement = periodsBelow(ids, membersOf(statuses, 'timed', 'job.duration'), timed);
  const { rows } = await client.query<{ id: PipelineId; periods: readonly Period[] }>(statement);
  return new Map(rows.map((row) => [row.id, row.periods]));
}
