import { assert } from '@holdpoint/kernel';
import { namedStatement } from '@holdpoint/database';
import { StoreError, type CreatedPipeline, type NewPipeline } from '@holdpoint/pipeline-application';
import { initialStatus, makesOlderRedundant, matchKeyOf, membersOf, type CiModel, type EnvironmentState, type JobId, type JobPlan, type ProcessMode } from '@holdpoint/pipeline-domain';
import type { ClientBase, Pool } from 'pg';
import { REDUNDANT_MAX } from '../lookup/pg-bridge-lookup';
import { PROJECT_SHOWN } from '../projects/project-row';
import { readRows } from '../sql/read-rows';
import { COMMON_CLOCK } from '../sql/statement-clock';
import { CANCEL_REDUNDANT, taskSpec } from '../tasks/pipeline-tasks';
import { addTasksCall } from '../deadline-tasks/task-specs';
import { tableOf } from './job-table';

/** How a new pipeline is stored. */
export interface InsertSettings {
  /** Whose machines say in which status everything begins. */
  readonly model: CiModel;
  /** Adds a task for the first pass, so that no crash before it loses the pipeline while nobody sweeps. */
  readonly withTask: boolean;
  /** Whether the sweep is to look at it; not where its creator gives it its first command. */
  readonly isDue: boolean;
}

interface Inserted extends CreatedPipeline {
  readonly stages: number;
  readonly jobs: number;
  readonly needs: number;
}

const JOB_FIELDS = `stage text, kind text, external boolean, name text, status text, "when" text,
  allow_failure boolean, scheduling_type text, start_in_ms bigint, timeout_ms bigint, interruptible boolean,
  resource_group text, environment jsonb, retry jsonb, options jsonb, match_key text, needs json`;

/** The order in which the jobs of a new group get its resource: GitLab's. */
const NEW_GROUP_MODE: ProcessMode = 'unordered';

/**
 * GitLab's: nothing has been deployed yet, and nothing stopped. An environment that is there already is updated by a column
 * that no key has, so that its row is answered: with one of a key, deployments that refer to it would be held up.
 */
const NEW_ENVIRONMENT_STATE: EnvironmentState = 'available';

/** Somebody else had the project's row while this statement waited for it: a pipeline too young for its snapshot. */
const OTHERS_UNSEEN = '(cardinality($15::text[]) > 0 AND iid > (SELECT last_pipeline_iid FROM projects WHERE id = $1) + 1)';

/**
 * A task for the older pipelines of the ref, when any is not over or may have come unseen; the task looks again, and
 * farther back: a ref may have very many, and here somebody waits.
 */
const CANCEL_REDUNDANT_TASK = `CASE WHEN ${OTHERS_UNSEEN} OR EXISTS (
     SELECT FROM (SELECT sha, status FROM pipelines WHERE project_id = $1 AND ref = $2
       ORDER BY id DESC LIMIT ${REDUNDANT_MAX}) older WHERE older.sha <> $3 AND older.status = ANY($15::text[]))
   THEN (SELECT count(*) FROM graphile_worker.add_jobs(ARRAY[${taskSpec(`'${CANCEL_REDUNDANT}'`, 'id')}])) END AS redundant`;

/**
 * The groups that jobs of the plan name, old and new: the update that changes nothing answers those that were there. It is
 * of no column of a key: passes that write requests would wait for it, and it for them (8 deadlocks in 9 s, measured).
 */
const RESOURCE_GROUPS = `resource_group AS (
     INSERT INTO resource_groups (project_id, key, process_mode, created_at, updated_at)
     SELECT DISTINCT project.id, resource_group, $17::text, now, now FROM project, job, clock WHERE resource_group IS NOT NULL
     ON CONFLICT (project_id, key) DO UPDATE SET process_mode = resource_groups.process_mode RETURNING id, key)`;

const RESOURCE_REQUESTS = `resource_request AS (
     INSERT INTO resource_requests (job_id, pipeline_id, resource_group_id, state)
     SELECT made.id, pipeline.id, made.resource_group_id, 'upcoming'
     FROM pipeline, (TABLE build UNION ALL TABLE external_job) made WHERE made.resource_group_id IS NOT NULL)`;

/**
 * One statement, so a transaction by itself: 1,000 jobs take one round trip. The project's row is locked from the
 * counting of `iid` to the end of the statement, so numbers have no gaps. Jobs are numbered in the order of the plan,
 * across both tables; the wake-up, if any, is due at once, so that the sweep finds a pipeline whose creator died.
 */
const insertPipelineSql = (more: string): string => `
  WITH ${COMMON_CLOCK},
   project AS (
     UPDATE projects SET last_pipeline_iid = last_pipeline_iid + 1 WHERE id = $1 AND ${PROJECT_SHOWN} RETURNING id, last_pipeline_iid),
   pipeline AS (
     INSERT INTO pipelines (project_id, iid, ref, sha, source, name, status, created_by, variables,
       auto_cancel_on_job_failure, auto_cancel_on_new_commit, created_at, updated_at)
     SELECT project.id, project.last_pipeline_iid, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, now, now
     FROM project, clock RETURNING id, iid),
   wake_up AS (
     INSERT INTO pipeline_wake_ups (pipeline_id, wake_at) SELECT id, now FROM pipeline, clock WHERE $16::boolean),
   source AS (
     INSERT INTO pipeline_sources (pipeline_id, source_pipeline_id, source_job_id)
     SELECT id, $13, $14 FROM pipeline WHERE $14::bigint IS NOT NULL),
   stage AS (
     INSERT INTO stages (pipeline_id, name, position, status)
     SELECT pipeline.id, planned.name, planned.position, planned.status
     FROM pipeline, json_to_recordset($11::json) AS planned (name text, position integer, status text)
     ORDER BY planned.position RETURNING id, name),
   job AS MATERIALIZED (
     SELECT nextval('job_id_seq') AS id, planned.* FROM json_to_recordset($12::json) AS planned (${JOB_FIELDS})),
   ${RESOURCE_GROUPS},
   environment AS (
     INSERT INTO environments (project_id, name, slug, tier, state, created_at, updated_at)
     SELECT DISTINCT ON (named) $1::bigint, named, environment ->> 'slug', environment ->> 'tier', $18::text, now, now
     FROM pipeline, clock, (SELECT id AS place, environment, environment ->> 'name' AS named FROM job WHERE environment IS NOT NULL) job
     ORDER BY named, environment #>> '{options,tier}' IS NULL, place
     ON CONFLICT (project_id, name) DO UPDATE SET slug = environments.slug RETURNING id, name),
   build AS (
     INSERT INTO builds (id, pipeline_id, stage_id, type, name, status, "when", allow_failure, scheduling_type,
       start_in_ms, timeout_ms, interruptible, resource_group_id, environment_id, retry, options, attempt, retried, enqueue_immediately, created_at)
     SELECT job.id, pipeline.id, stage.id, kind, job.name, status, "when", allow_failure, scheduling_type,
       start_in_ms, timeout_ms, interruptible, resource_group.id, environment.id, retry, options, 1, false, false, now
     FROM pipeline, clock, job JOIN stage ON stage.name = job.stage LEFT JOIN resource_group ON resource_group.key = job.resource_group
       LEFT JOIN environment ON environment.name = job.environment ->> 'name'
     WHERE NOT job.external RETURNING id, resource_group_id),
   external_job AS (
     INSERT INTO external_jobs (id, project_id, pipeline_id, stage_id, name, status, allow_failure, scheduling_type,
       timeout_ms, interruptible, resource_group_id, environment_id, options, match_key, attempt, retried, created_at)
     SELECT job.id, $1, pipeline.id, stage.id, job.name, status, allow_failure, scheduling_type, timeout_ms,
       interruptible, resource_group.id, environment.id, options, job.match_key, 1, false, now
     FROM pipeline, clock, job JOIN stage ON stage.name = job.stage LEFT JOIN resource_group ON resource_group.key = job.resource_group
       LEFT JOIN environment ON environment.name = job.environment ->> 'name'
     WHERE job.external RETURNING id, resource_group_id),
   ${RESOURCE_REQUESTS},
   need AS (
     INSERT INTO needs (build_id, external_job_id, position, name, optional)
     SELECT CASE WHEN NOT job.external THEN job.id END, CASE WHEN job.external THEN job.id END,
       needed.position, needed.entry ->> 'name', (needed.entry ->> 'optional')::boolean
     FROM pipeline, job, json_array_elements(job.needs) WITH ORDINALITY AS needed (entry, position)
     WHERE job.scheduling_type = 'dag' RETURNING id)
   SELECT id, iid, (SELECT count(*) FROM stage) AS stages, (SELECT count(*) FROM need) AS needs,
     (SELECT count(*) FROM build) + (SELECT count(*) FROM external_job) AS jobs, ${CANCEL_REDUNDANT_TASK}${more}
   FROM pipeline`;

const insertPipelineAlone = namedStatement<unknown[]>('insert_pipeline', insertPipelineSql(''));

const insertPipelineWithTask = namedStatement<unknown[]>(
  'insert_pipeline_with_task',
  insertPipelineSql(`, (SELECT count(*) FROM ${addTasksCall('(SELECT id AS pipeline_id, now AS due_at FROM pipeline, clock)')}) AS tasks`),
);

/** Inserts a pipeline with its stages, jobs and needs; throws a `StoreError` when its project has been deleted meanwhile. */
export async function insertPipeline(
  client: ClientBase,
  pipeline: NewPipeline,
  { model, withTask, isDue }: InsertSettings,
): Promise<CreatedPipeline> {
  const { plan } = pipeline;
  const statement = withTask ? insertPipelineWithTask : insertPipelineAlone;
  const { rows } = await client.query<Inserted>(statement(...valuesOf(pipeline, model), isDue, NEW_GROUP_MODE, NEW_ENVIRONMENT_STATE));
  const [inserted] = rows;
  if (!inserted) throw new StoreError('project_gone');
  assert(inserted.stages === plan.stages.length, 'every stage of a plan is stored');
  assert(inserted.jobs === plan.jobs.length, 'every job of a plan is stored, in a stage of the plan');
  const needs = plan.jobs.reduce((sum, job) => sum + (job.needs?.length ?? 0), 0);
  assert(inserted.needs === needs, 'every need of a plan is stored');
  return { id: inserted.id, iid: inserted.iid };
}

const downstreamOf = namedStatement<[JobId]>(
  'downstream_of_bridge',
  `SELECT id, iid FROM pipelines JOIN pipeline_sources source ON source.pipeline_id = pipelines.id
   WHERE source.source_job_id = $1`,
);

/** The pipeline that a bridge has triggered already. */
export async function findDownstream(pool: Pool, bridgeId: JobId): Promise<CreatedPipeline> {
  const [downstream] = await readRows<CreatedPipeline & { id: number }>(pool, downstreamOf(bridgeId));
  assert(downstream, `the downstream pipeline of bridge ${bridgeId} is stored`);
  return downstream;
}

function valuesOf({ plan, defaultTimeoutMs, sourceBridge, ...pipeline }: NewPipeline, model: CiModel): unknown[] {
  const { machines } = model.statuses;
  return [
    pipeline.projectId,
    pipeline.ref,
    pipeline.sha,
    pipeline.source,
    plan.name,
    machines.pipeline.initial,
    pipeline.createdBy,
    JSON.stringify(pipeline.variables),
    plan.autoCancel.onJobFailure,
    plan.autoCancel.onNewCommit,
    JSON.stringify(plan.stages.map((stage) => ({ ...stage, status: machines.stage.initial }))),
    JSON.stringify(plan.jobs.map((job) => jobRow(job, defaultTimeoutMs, model))),
    sourceBridge?.pipelineId ?? null,
    sourceBridge?.jobId ?? null,
    makesOlderRedundant(pipeline.source) ? membersOf(model.statuses, 'pipeline_cancelable', 'redundant.candidate') : [],
  ];
}

function jobRow(job: JobPlan, defaultTimeoutMs: number, model: CiModel): Record<string, unknown> {
  assert(tableOf(job.kind) !== 'generic_commit_statuses', `${job.name} is no commit status: those are not planned`);
  const external = tableOf(job.kind) === 'external_jobs';
  assert(!external || job.when === 'on_success', `external job ${job.name} starts when what came before succeeded`);
  return {
    stage: job.stage,
    kind: job.kind,
    external,
    name: job.name,
    status: initialStatus(model, job.kind),
    when: job.when,
    allow_failure: job.allowFailure,
    scheduling_type: job.needs === null ? 'stage' : 'dag',
    start_in_ms: job.startInMs,
    timeout_ms: job.timeoutMs ?? defaultTimeoutMs,
    interruptible: job.interruptible,
    resource_group: job.resourceGroup,
    environment: job.environment,
    retry: job.retry,
    options: job.environment === null ? job.options : { ...job.options, environment: job.environment.options },
    match_key: job.options.external ? matchKeyOf(job.options.external) : null,
    needs: job.needs,
  };
}
