import { namedStatement } from '@holdpoint/database';
import { hasCapability, JOB_KINDS, membersOf, type CiModel, type JobKind, type Period, type PipelineFacts, type PipelineId, type Status } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { ms } from './load-jobs';

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
   SELECT top AS id, json_agg(json_build_array(${ms('lower(period)')}, ${ms('upper(period)')}) ORDER BY period) AS periods
   FROM executed GROUP BY top`,
);

/**
 * Adds to pipelines when jobs of those below them were executed. Only of pipelines with a bridge is it asked, which are
 * few: it is a round trip more.
 */
export async function withDownstreamPeriods(
  client: ClientBase,
  { statuses, kinds }: CiModel,
  pipelines: readonly PipelineFacts[],
): Promise<readonly PipelineFacts[]> {
  const ids = pipelines.filter(({ jobs }) => jobs.some(({ trigger }) => trigger !== null)).map(({ id }) => id);
  if (ids.length === 0) return pipelines;
  const timed = JOB_KINDS.filter((kind) => hasCapability(kinds, 'timed', 'pipeline.duration', kind));
  const statement = periodsBelow(ids, membersOf(statuses, 'timed', 'job.duration'), timed);
  const { rows } = await client.query<{ id: PipelineId; periods: readonly Period[] }>(statement);
  const periods = new Map(rows.map((row) => [row.id, row.periods]));
  return pipelines.map((facts) => ({ ...facts, downstreamPeriods: periods.get(facts.id) ?? [] }));
}
