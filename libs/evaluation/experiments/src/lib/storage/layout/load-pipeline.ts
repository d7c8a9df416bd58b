import { assert, type Instant } from '@holdpoint/kernel';
import type { JobFacts, NamedAttempts, PipelineFacts, PipelineId, SourceBridge, StageFacts } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { toJobFacts, type StoredJob } from './job-columns';
import type { JobLayout } from './job-layout';

const PIPELINE = `
  SELECT id, project_id AS "projectId", ref, sha, source, version, history_seq AS "historySeq", status, started_at AS "startedAt",
    finished_at AS "finishedAt", duration_ms AS "durationMs",
    (SELECT wake_at FROM pipeline_wake_ups WHERE pipeline_id = pipelines.id) AS "wakeAt",
    json_build_object('onJobFailure', auto_cancel_on_job_failure, 'onNewCommit', auto_cancel_on_new_commit) AS "autoCancel"
  FROM pipelines WHERE id = $1`;

const SOURCE = `
  SELECT source_pipeline_id AS "pipelineId", source_job_id AS "jobId", bridge.options -> 'trigger' ->> 'strategy' AS strategy
  FROM pipeline_sources source JOIN builds bridge ON bridge.id = source_job_id WHERE source.pipeline_id = $1`;

type PipelineRow = Omit<PipelineFacts, 'now' | 'hookEvents' | 'sourceBridge' | 'stages' | 'jobs'>;

/** Reads a pipeline with its stages and jobs; nothing when there is none. Hooks are not compared: nobody hears of them. */
export async function loadPipeline(
  client: ClientBase,
  layout: JobLayout,
  id: PipelineId,
  now: Instant,
  named: NamedAttempts,
): Promise<readonly PipelineFacts[]> {
  const [pipeline] = (await client.query<PipelineRow & { id: number }>(PIPELINE, [id])).rows;
  if (!pipeline) return [];
  const [sourceBridge = null] = (await client.query<SourceBridge & { jobId: number }>(SOURCE, [id])).rows;
  const stages = await client.query<StageFacts & { id: number }>(
    'SELECT id, name, position, status FROM stages WHERE pipeline_id = $1 ORDER BY position',
    [id],
  );
  const jobs = await loadJobs(client, layout, id, stages.rows, named);
  return [{ ...pipeline, now, hookEvents: [], sourceBridge, stages: stages.rows, jobs }];
}

async function loadJobs(
  client: ClientBase,
  { tables }: JobLayout,
  pipelineId: PipelineId,
  stages: readonly StageFacts[],
  named: NamedAttempts,
): Promise<readonly JobFacts[]> {
  const jobs: JobFacts[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<StoredJob & { id: number }>(
      `SELECT * FROM ${name} WHERE pipeline_id = $1 AND (NOT retried OR $3 OR id = ANY($2))`,
      [pipelineId, named === 'all' ? [] : named, named === 'all'],
    );
    jobs.push(...rows.map((job) => toJobFacts(job, positionOf(job, stages))));
  }
  return jobs.sort((a, b) => a.id - b.id);
}

function positionOf({ id, stage_id: stageId }: StoredJob, stages: readonly StageFacts[]): number {
  const stage = stages.find((candidate) => candidate.id === stageId);
  assert(stage, `job ${id} belongs to a stage of its pipeline`);
  return stage.position;
}
