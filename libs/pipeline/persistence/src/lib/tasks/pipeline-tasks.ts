import { namedStatement } from '@holdpoint/database';
import type { BridgeEffect, JobId, PipelineEffect, PipelineId, ResetEffect, ResourceEffect, ResourceGroupId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { DROP_USER_PIPELINES } from '../access/blocked-user-tasks';
import { DELETE_PROJECT } from '../projects/project-deletion-tasks';
import { RESOLVE_DIGEST } from '../artifacts/artifact-tasks';
import { readRows } from '../sql/read-rows';

/** The names of the tasks that pipelines leave for one another. */
export type PipelineTaskName = BridgeEffect['type'] | PipelineEffect['type'] | ResetEffect['type'] | typeof CANCEL_REDUNDANT;

/** The task that a new pipeline leaves when there are older ones of its ref which are not over. */
export const CANCEL_REDUNDANT = 'cancel_redundant_pipelines';

/** A record, so that the compiler misses the name of an effect that is left out. */
const COUNTED: Readonly<Record<PipelineTaskName | ResourceEffect['type'] | typeof RESOLVE_DIGEST | typeof DROP_USER_PIPELINES | typeof DELETE_PROJECT, true>> = {
  trigger_downstream: true,
  cancel_downstream: true,
  cancel_child_pipelines: true,
  mirror_status: true,
  reset_source_bridge: true,
  [CANCEL_REDUNDANT]: true,
  assign_resource: true,
  [RESOLVE_DIGEST]: true,
  [DROP_USER_PIPELINES]: true,
  [DELETE_PROJECT]: true,
};

/** What such a task is about. */
export interface PipelineTask {
  readonly pipelineId: PipelineId;
  /** The bridge, for tasks about one; else null. */
  readonly jobId: JobId | null;
  /** Who asked for it, for tasks that ask what they may; else null. */
  readonly actor: string | null;
}

/** Reads what a task was given; throws when it names no pipeline. */
export function pipelineTaskOf(payload: unknown): PipelineTask {
  const { pipelineId, jobId = null, actor = null } = payload as { readonly pipelineId?: unknown; readonly jobId?: unknown; readonly actor?: unknown };
  if (typeof pipelineId !== 'number' || (jobId !== null && typeof jobId !== 'number') || (actor !== null && typeof actor !== 'string')) {
    throw new Error('A task of a pipeline names it, a bridge by its number, and who asked by name');
  }
  return { pipelineId, jobId, actor };
}

/** Reads which group a task is about; throws when it names none. */
export function resourceTaskOf(payload: unknown): ResourceGroupId {
  const { resourceGroupId } = payload as { readonly resourceGroupId?: unknown };
  if (typeof resourceGroupId !== 'number') throw new Error('A task about a resource group names it by its number');
  return resourceGroupId;
}

/** A task of a pipeline, to be added by graphile-worker's `add_jobs`, in SQL; it is due at once, in real time. */
export const taskSpec = (task: string, pipelineId: string): string =>
  payloadSpec(task, `json_build_object('pipelineId', ${pipelineId}, 'jobId', NULL, 'actor', NULL)`);

/** The same for any payload. */
export const payloadSpec = (task: string, payload: string): string =>
  `ROW(${task}, ${payload}, NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec`;

/** What has failed waits for its next try and does not count: it may never succeed; nor does what was put off. */
const dueTasks = namedStatement<[readonly string[]]>(
  'due_pipeline_tasks',
  `SELECT count(*) AS tasks FROM graphile_worker.jobs
   WHERE task_identifier = ANY($1) AND ((attempts = 0 AND run_at <= holdpoint_real_time(holdpoint_now())) OR locked_at IS NOT NULL)`,
);

/** Tells how much pipelines have still to do for one another. */
export class PipelineTasks {
  constructor(private readonly pool: Pool) {}

  /** Tasks that are due or under way. */
  async countDue(): Promise<number> {
    const [row] = await readRows<{ tasks: number }>(this.pool, dueTasks(Object.keys(COUNTED)));
    return row?.tasks ?? 0;
  }
}
