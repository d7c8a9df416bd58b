import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { AutoCancelPlan, HookEvent, PipelineFacts, PipelineId, StageFacts, Status } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';

/** The facts of a pipeline but for its jobs. */
export type LoadedPipeline = Omit<PipelineFacts, 'jobs'>;

interface Row {
  readonly id: PipelineId;
  readonly project_id: number;
  readonly ref: string;
  readonly sha: string;
  readonly on_new_commit: AutoCancelPlan['onNewCommit'];
  readonly version: number;
  readonly history_seq: number;
  readonly status: Status;
  readonly started_at: Instant | null;
  readonly finished_at: Instant | null;
  readonly duration_ms: number | null;
  readonly wake_at: Instant | null;
  readonly on_job_failure: AutoCancelPlan['onJobFailure'];
  readonly now: Instant;
  readonly hook_events: readonly HookEvent[];
  readonly stages: readonly StageFacts[];
}

/**
 * Takes no lock: the caller holds the pipelines, and this statement's snapshot is younger than that lock; read in the
 * locking statement itself the rows would be as old as the wait for it, and pipelines would stay `running` for ever.
 * The clock is read once, in an uncorrelated subquery.
 */
const loadPipelinesStatement = namedStatement<[readonly PipelineId[]]>(
  'load_pipelines',
  `SELECT p.id, p.project_id, p.ref, p.sha, p.version, p.history_seq, p.status, p.started_at, p.finished_at, p.duration_ms, p.wake_at,
     p.auto_cancel_on_job_failure AS on_job_failure, p.auto_cancel_on_new_commit AS on_new_commit, (SELECT holdpoint_now()) AS now,
     ARRAY(SELECT DISTINCT unnest(hook.events) FROM external_hooks hook WHERE hook.project_id = p.project_id AND hook.enabled) AS hook_events,
     (SELECT coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'position', s.position, 'status', s.status)
        ORDER BY s.position), '[]') FROM stages s WHERE s.pipeline_id = p.id) AS stages
   FROM pipelines p WHERE p.id = ANY($1::bigint[]) ORDER BY p.id`,
);

/** Reads locked pipelines and their stages, in the order of their ids, with one reading of the clock. */
export async function loadPipelines(client: ClientBase, ids: readonly PipelineId[]): Promise<readonly LoadedPipeline[]> {
  const { rows } = await client.query<Row>(loadPipelinesStatement(ids));
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    ref: row.ref,
    sha: row.sha,
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
    sourceBridge: null,
    stages: row.stages,
  }));
}
