import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type {
  AutoCancelPlan,
  HookEvent,
  JobId,
  PipelineFacts,
  PipelineId,
  SourceBridge,
  StageFacts,
  Status,
} from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { joinSought, type SoughtPipeline } from './lock-pipelines';
import { jobsOf, toJobFacts, type SentJob } from './load-jobs';

/** A pipeline to be read; the stages and jobs of one that is as it is `known` are not sent again. */
export interface WantedPipeline extends SoughtPipeline {
  readonly known: PipelineFacts | undefined;
}

interface Row {
  readonly id: PipelineId;
  readonly project_id: number;
  readonly ref: string;
  readonly sha: string;
  readonly pipeline_source: string;
  readonly version: number;
  readonly history_seq: number;
  readonly status: Status;
  readonly started_at: Instant | null;
  readonly finished_at: Instant | null;
  readonly duration_ms: number | null;
  readonly wake_at: Instant | null;
  readonly on_job_failure: AutoCancelPlan['onJobFailure'];
  readonly on_new_commit: AutoCancelPlan['onNewCommit'];
  readonly now: Instant;
  readonly source: SourceBridge | null;
  readonly hook_events: readonly HookEvent[];
  readonly stages: readonly StageFacts[] | null;
  readonly jobs: readonly SentJob[] | null;
}

const STAGES = `(SELECT coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'position', s.position,
  'status', s.status) ORDER BY s.position), '[]') FROM stages s WHERE s.pipeline_id = p.id)`;

/** The bridge is in a pipeline that nobody has locked, but what it is does not change. */
const SOURCE = `(SELECT json_build_object('pipelineId', source.source_pipeline_id, 'jobId', source.source_job_id,
  'strategy', bridge.options -> 'trigger' -> 'strategy')
  FROM pipeline_sources source JOIN builds bridge ON bridge.id = source.source_job_id WHERE source.pipeline_id = p.id)`;

/**
 * Takes no lock: the caller holds the pipelines, and this statement's snapshot is younger than that lock; read in the
 * locking statement itself the rows would be as old as the wait for it, and pipelines would stay `running` for ever.
 * The clock is read once, in an uncorrelated subquery. One statement: every one is a round trip to another process.
 */
const loadStatement = namedStatement<
  [
    ids: readonly PipelineId[],
    versions: readonly (number | null)[],
    jobIds: readonly JobId[],
    allOf: readonly PipelineId[],
    projectIds: readonly (number | null)[],
  ]
>(
  'load_facts',
  `SELECT p.id, p.project_id, p.ref, p.sha, p.source AS pipeline_source, p.version, p.history_seq, p.status, p.started_at, p.finished_at,
     p.duration_ms, wake_up.wake_at, p.auto_cancel_on_job_failure AS on_job_failure,
     p.auto_cancel_on_new_commit AS on_new_commit, (SELECT holdpoint_now()) AS now,
     ${SOURCE} AS source,
     ARRAY(SELECT DISTINCT unnest(hook.events) FROM external_hooks hook
       WHERE hook.project_id = p.project_id AND hook.enabled) AS hook_events,
     CASE WHEN p.version IS DISTINCT FROM wanted.version THEN ${STAGES} END AS stages,
     CASE WHEN p.version IS DISTINCT FROM wanted.version THEN ${jobsOf('p.id', 'job.id = ANY($3::bigint[]) OR p.id = ANY($4::bigint[])')} END AS jobs
   FROM unnest($1::bigint[], $2::integer[], $5::bigint[]) AS wanted (id, version, project_id) ${joinSought('wanted')}
     LEFT JOIN pipeline_wake_ups wake_up ON wake_up.pipeline_id = p.id ORDER BY p.id`,
);

/** The older attempts to be read: these, and all of some pipelines. */
export interface WantedAttempts {
  readonly jobIds: readonly JobId[];
  readonly allOf: readonly PipelineId[];
}

/** Reads locked pipelines in the order of their ids, with one reading of the clock. */
export async function loadFacts(
  client: ClientBase,
  wanted: readonly WantedPipeline[],
  { jobIds, allOf }: WantedAttempts,
): Promise<readonly PipelineFacts[]> {
  const [ids, versions] = [wanted.map(({ id }) => id), wanted.map(({ known }) => known?.version ?? null)];
  const projectIds = wanted.map(({ projectId }) => projectId);
  const { rows } = await client.query<Row>(loadStatement(ids, versions, jobIds, allOf, projectIds));
  const known = new Map(wanted.map((pipeline) => [pipeline.id, pipeline.known]));
  return rows.map((row) => factsOf(row, partsOf(row) ?? partsKnown(row, known.get(row.id))));
}

type Parts = Pick<PipelineFacts, 'stages' | 'jobs' | 'graph'>;

const factsOf = (row: Row, { stages, jobs, graph }: Parts): PipelineFacts => ({
  id: row.id,
  projectId: row.project_id,
  ref: row.ref,
  sha: row.sha,
  source: row.pipeline_source,
  now: row.now,
  version: row.version,
  historySeq: row.history_seq,
  status: row.status,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  durationMs: row.duration_ms,
  wakeAt: row.wake_at,
  autoCancel: { onJobFailure: row.on_job_failure, onNewCommit: row.on_new_commit },
  hookEvents: row.hook_events,
  sourceBridge: row.source,
  stages,
  jobs,
  graph,
});

function partsOf({ stages, jobs }: Row): Parts | null {
  if (stages === null || jobs === null) return null;
  const positions = new Map(stages.map(({ id, position }) => [id, position]));
  return { stages, jobs: jobs.map((job) => toJobFacts(job, positions)) };
}

function partsKnown({ id, version }: Row, known: PipelineFacts | undefined): Parts {
  if (known?.version !== version) throw new Error(`pipeline ${id} was sent without its jobs`);
  return known;
}
