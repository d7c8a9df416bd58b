import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { AutoCancelPlan, JobId, PipelineFacts, PipelineId, StageFacts } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { epochMs } from '../sql/epoch-ms';
import { sentArray, type SentArray } from '../sql/sent-array';
import { joinSought, type SoughtPipeline } from './lock-pipelines';
import type { StoredFacts } from './stored-facts';
import { jobsOf, toJobFacts, type SentJob } from './load-jobs';

/** A pipeline to be read; the stages and jobs of one that is as it is `known` are not sent again. */
export interface WantedPipeline extends SoughtPipeline {
  readonly known: StoredFacts | undefined;
}

/** What is not sent again where it is known. */
type Parts = Pick<PipelineFacts, 'stages' | 'jobs' | 'graph'>;

const STAGES = `(SELECT coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'position', s.position,
  'status', s.status) ORDER BY s.position), '[]') FROM stages s WHERE s.pipeline_id = p.id)`;

/** The bridge is in a pipeline that nobody has locked, but what it is does not change. */
const SOURCE = `(SELECT json_build_object('pipelineId', source.source_pipeline_id, 'jobId', source.source_job_id,
  'strategy', bridge.options -> 'trigger' -> 'strategy')
  FROM pipeline_sources source JOIN builds bridge ON bridge.id = source.source_job_id WHERE source.pipeline_id = p.id)`;

/**
 * Every writer raises the version; but a hand that puts a deadline forward, and its wake-up with it, does not, and a
 * server that has lost its last commits may have come to the same version at another time.
 */
const IS_UNKNOWN = `((p.version, ${epochMs('p.updated_at')}, ${epochMs('wake_up.wake_at')})
  IS DISTINCT FROM (wanted.version, wanted.updated_at, wanted.wake_at))`;

/** What is read of a pipeline; its stages and jobs only where they are unknown. */
interface PipelineColumns extends Omit<StoredFacts, 'autoCancel' | keyof Parts>, AutoCancelPlan {
  readonly stages: readonly StageFacts[] | null;
  readonly jobs: readonly SentJob[] | null;
}

/**
 * One array: `pg` makes an object of the names of all columns for every answer, which with 19 of them here was 6 % of the
 * API in a profile, and 4 with one.
 */
const { sql: PIPELINE, at } = sentArray<PipelineColumns>({
  id: 'p.id',
  projectId: 'p.project_id',
  ref: 'p.ref',
  sha: 'p.sha',
  source: 'p.source',
  version: 'p.version',
  historySeq: 'p.history_seq',
  status: 'p.status',
  startedAt: epochMs('p.started_at'),
  finishedAt: epochMs('p.finished_at'),
  durationMs: 'p.duration_ms',
  wakeAt: epochMs('wake_up.wake_at'),
  onJobFailure: 'p.auto_cancel_on_job_failure',
  onNewCommit: 'p.auto_cancel_on_new_commit',
  updatedAt: epochMs('p.updated_at'),
  now: epochMs('(SELECT holdpoint_now())'),
  sourceBridge: SOURCE,
  hookEvents: `ARRAY(SELECT DISTINCT unnest(hook.events) FROM external_hooks hook
    WHERE hook.project_id = p.project_id AND hook.enabled)`,
  stages: `CASE WHEN ${IS_UNKNOWN} THEN ${STAGES} END`,
  jobs: `CASE WHEN ${IS_UNKNOWN} THEN ${jobsOf('p.id', 'job.id = ANY($3::bigint[]) OR p.id = ANY($4::bigint[])')} END`,
});

type SentPipeline = SentArray<PipelineColumns>;

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
    wakeAts: readonly (Instant | null)[],
    updatedAts: readonly (Instant | null)[],
  ]
>(
  'load_facts',
  `SELECT ${PIPELINE} AS pipeline
   FROM unnest($1::bigint[], $2::integer[], $5::bigint[], $6::float8[], $7::float8[])
       AS wanted (id, version, project_id, wake_at, updated_at) ${joinSought('wanted')}
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
): Promise<readonly StoredFacts[]> {
  const [ids, versions] = [wanted.map(({ id }) => id), wanted.map(({ known }) => known?.version ?? null)];
  const [wakeAts, updatedAts] = [wanted.map(({ known }) => known?.wakeAt ?? null), wanted.map(({ known }) => known?.updatedAt ?? null)];
  const projectIds = wanted.map(({ projectId }) => projectId);
  const { rows } = await client.query<{ pipeline: SentPipeline }>(loadStatement(ids, versions, jobIds, allOf, projectIds, wakeAts, updatedAts));
  const known = new Map(wanted.map((pipeline) => [pipeline.id, pipeline.known]));
  return rows.map(({ pipeline }) => factsOf(pipeline, partsOf(pipeline) ?? partsKnown(pipeline, known.get(pipeline[at.id]))));
}

const factsOf = (sent: SentPipeline, { stages, jobs, graph }: Parts): StoredFacts => ({
  id: sent[at.id],
  projectId: sent[at.projectId],
  ref: sent[at.ref],
  sha: sent[at.sha],
  source: sent[at.source],
  version: sent[at.version],
  historySeq: sent[at.historySeq],
  status: sent[at.status],
  startedAt: sent[at.startedAt],
  finishedAt: sent[at.finishedAt],
  durationMs: sent[at.durationMs],
  wakeAt: sent[at.wakeAt],
  autoCancel: { onJobFailure: sent[at.onJobFailure], onNewCommit: sent[at.onNewCommit] },
  updatedAt: sent[at.updatedAt],
  now: sent[at.now],
  sourceBridge: sent[at.sourceBridge],
  hookEvents: sent[at.hookEvents],
  stages,
  jobs,
  graph,
});

function partsOf(sent: SentPipeline): Parts | null {
  const [stages, jobs] = [sent[at.stages], sent[at.jobs]];
  if (stages === null || jobs === null) return null;
  const positions = new Map(stages.map(({ id, position }) => [id, position]));
  return { stages, jobs: jobs.map((job) => toJobFacts(job, positions)) };
}

function partsKnown(sent: SentPipeline, known: PipelineFacts | undefined): Parts {
  if (known?.version !== sent[at.version]) throw new Error(`pipeline ${sent[at.id]} was sent without its jobs`);
  return known;
}
