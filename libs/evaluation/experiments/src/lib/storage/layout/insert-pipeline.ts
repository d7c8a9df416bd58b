import { assert } from '@holdpoint/kernel';
import type { CreatedPipeline, NewPipeline } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, matchKeyOf, newPipelineFacts, type JobFacts, type JobKind, type PipelineFacts, type PipelinePlan } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { stateRow } from './job-columns';
import type { JobLayout, JobTable } from './job-layout';

/** Inserts a pipeline with its stages and jobs, all of them in `created`. */
export async function insertPipeline(client: ClientBase, layout: JobLayout, pipeline: NewPipeline): Promise<CreatedPipeline> {
  const { rows } = await client.query<CreatedPipeline & { id: number }>(INSERT_PIPELINE, valuesOf(pipeline));
  const [created] = rows;
  assert(created, `project ${pipeline.projectId} of a new pipeline exists`);
  const plan = inStagesOf(layout, pipeline.plan);
  const facts = newPipelineFacts(HOLDPOINT_CI_MODEL, plan, { ...pipeline, id: created.id, now: 0, nextId: await numbers(client, plan), sourceBridge: null });
  await insertStages(client, facts);
  for (const [index, job] of facts.jobs.entries()) await insertJob(client, layout, facts, job, plan.jobs[index]?.options);
  const { sourceBridge: source } = pipeline;
  if (source) await client.query('INSERT INTO pipeline_sources VALUES ($1, $2, $3)', [created.id, source.pipelineId, source.jobId]);
  return created;
}

/** The table of a layout that holds jobs of a kind. */
export function tableOf({ tables }: JobLayout, kind: JobKind): JobTable {
  const table = tables.find(({ kinds }) => kinds.includes(kind));
  assert(table, `jobs of kind ${kind} are stored`);
  return table;
}

const INSERT_PIPELINE = `
  WITH project AS (UPDATE projects SET last_pipeline_iid = last_pipeline_iid + 1 WHERE id = $1 RETURNING id, last_pipeline_iid),
   pipeline AS (
     INSERT INTO pipelines (project_id, iid, ref, sha, source, name, status, created_by, variables,
       auto_cancel_on_job_failure, auto_cancel_on_new_commit, created_at, updated_at)
     SELECT id, last_pipeline_iid, $2, $3, $4, $5, 'created', $6, $7::jsonb, $8, $9, holdpoint_now(), holdpoint_now()
     FROM project RETURNING id, iid),
   wake_up AS (INSERT INTO pipeline_wake_ups (pipeline_id, wake_at) SELECT id, holdpoint_now() FROM pipeline)
  SELECT id, iid FROM pipeline`;

const valuesOf = ({ plan: { name, autoCancel }, ...pipeline }: NewPipeline): unknown[] => [
  pipeline.projectId,
  pipeline.ref,
  pipeline.sha,
  pipeline.source,
  name,
  pipeline.createdBy,
  JSON.stringify(pipeline.variables),
  autoCancel.onJobFailure,
  autoCancel.onNewCommit,
];

/** A layout whose external jobs have one stage of their own puts them there, behind all others. */
function inStagesOf({ externalStage }: JobLayout, plan: PipelinePlan): PipelinePlan {
  if (!externalStage || plan.jobs.every(({ kind }) => kind !== 'external')) return plan;
  const jobs = plan.jobs.map((job) => (job.kind === 'external' ? { ...job, stage: externalStage.name } : job));
  const stages = plan.stages.filter(({ name }) => jobs.some(({ stage }) => stage === name));
  return { ...plan, jobs, stages: [...stages, externalStage] };
}

/** Numbers for the stages, then for the jobs, as the facts of a new pipeline ask for them. */
async function numbers(client: ClientBase, { stages, jobs }: PipelinePlan): Promise<() => number> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT nextval('stages_id_seq') AS id FROM generate_series(1, $1) UNION ALL
     SELECT nextval('job_id_seq') FROM generate_series(1, $2)`,
    [stages.length, jobs.length],
  );
  let next = 0;
  return () => rows[next++]?.id ?? 0;
}

async function insertStages(client: ClientBase, { id, stages }: PipelineFacts): Promise<void> {
  for (const stage of stages) {
    const values = [stage.id, id, stage.name, stage.position, stage.status];
    await client.query('INSERT INTO stages (id, pipeline_id, name, position, status) VALUES ($1, $2, $3, $4, $5)', values);
  }
}

async function insertJob(client: ClientBase, layout: JobLayout, { id, projectId, stages }: PipelineFacts, job: JobFacts, options: object = {}): Promise<void> {
  const row = {
    ...stateRow(job),
    id: job.id,
    pipeline_id: id,
    stage_id: stages.find(({ position }) => position === job.stagePosition)?.id,
    type: job.kind,
    name: job.name,
    when: job.when,
    allow_failure: job.allowFailure,
    scheduling_type: job.needs === null ? 'stage' : 'dag',
    needs: job.needs,
    start_in_ms: job.startInMs,
    timeout_ms: job.timeoutMs,
    retry: job.retry,
    interruptible: job.interruptible,
    resource_group_id: job.resourceGroupId,
    options,
    project_id: job.external && projectId,
    match_key: job.external && matchKeyOf(job.external),
    attempt: job.attempt,
  };
  const { name } = tableOf(layout, job.kind);
  await client.query(
    `INSERT INTO ${name} SELECT (jsonb_populate_record(NULL::${name}, $1::jsonb ||
       jsonb_build_object('created_at', holdpoint_now(), 'token_nonce', gen_random_uuid()))).*`,
    [JSON.stringify(row)],
  );
}
