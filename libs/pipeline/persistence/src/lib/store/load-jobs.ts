import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import {
  NO_PROGRESS,
  type ExternalOptions,
  type JobFacts,
  type JobId,
  type JobKind,
  type NeedPlan,
  type PipelineId,
  type Progress,
  type RetryPlan,
  type Status,
  type TriggerOptions,
} from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';

/** A job with the keys of its pipeline and stage. */
export interface LoadedJob {
  readonly pipelineId: PipelineId;
  readonly stageId: number;
  readonly facts: Omit<JobFacts, 'stagePosition'>;
}

interface Row {
  readonly id: JobId;
  readonly pipeline_id: PipelineId;
  readonly stage_id: number;
  readonly kind: JobKind;
  readonly name: string;
  readonly status: Status;
  readonly when: JobFacts['when'];
  readonly allow_failure: boolean;
  readonly needs: readonly NeedPlan[] | null;
  readonly start_in_ms: number | null;
  readonly timeout_ms: number;
  readonly retry: RetryPlan | null;
  readonly attempt: number;
  readonly retried: boolean;
  readonly enqueue_immediately: boolean;
  readonly scheduled_at: Instant | null;
  readonly queued_at: Instant | null;
  readonly started_at: Instant | null;
  readonly finished_at: Instant | null;
  readonly deadline_at: Instant | null;
  readonly failure_reason: JobFacts['failureReason'];
  readonly interruptible: boolean;
  readonly external: ExternalOptions | null;
  readonly trigger: TriggerOptions | null;
  readonly heartbeat_at: Instant | null;
  readonly cancel_deadline_at: Instant | null;
  readonly progress_percent: number | null;
  readonly description: string | null;
  readonly target_url: string | null;
}

/** Takes no lock: jobs change only under the lock of their pipeline, which the caller holds. */
const loadJobsStatement = namedStatement<[readonly PipelineId[], readonly JobId[]]>(
  'load_jobs',
  `SELECT id, pipeline_id, stage_id, kind, name, status, "when", allow_failure, needs, start_in_ms, timeout_ms, retry,
     attempt, retried, enqueue_immediately, scheduled_at, queued_at, started_at, finished_at, deadline_at, failure_reason,
     interruptible, options -> 'external' AS external, options -> 'trigger' AS trigger, heartbeat_at, cancel_deadline_at,
     progress_percent, description, target_url
   FROM processables
   WHERE pipeline_id = ANY($1::bigint[]) AND (NOT retried OR id = ANY($2::bigint[]))
   ORDER BY id`,
);

/** Reads the latest attempts of the jobs of locked pipelines, and the older ones among `jobIds`; in order of id. */
export async function loadJobs(
  client: ClientBase,
  ids: readonly PipelineId[],
  jobIds: readonly JobId[],
): Promise<readonly LoadedJob[]> {
  const { rows } = await client.query<Row>(loadJobsStatement(ids, jobIds));
  return rows.map((row) => ({ pipelineId: row.pipeline_id, stageId: row.stage_id, facts: factsOf(row) }));
}

const factsOf = (row: Row): LoadedJob['facts'] => ({
  id: row.id,
  attempt: row.attempt,
  kind: row.kind,
  name: row.name,
  when: row.when,
  allowFailure: row.allow_failure,
  needs: row.needs,
  startInMs: row.start_in_ms,
  timeoutMs: row.timeout_ms,
  retry: row.retry,
  status: row.status,
  retried: row.retried,
  enqueueImmediately: row.enqueue_immediately,
  scheduledAt: row.scheduled_at,
  queuedAt: row.queued_at,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  deadlineAt: row.deadline_at,
  failureReason: row.failure_reason,
  interruptible: row.interruptible,
  external: row.external,
  trigger: row.trigger,
  heartbeatAt: row.heartbeat_at,
  cancelDeadlineAt: row.cancel_deadline_at,
  progress: progressOf(row),
});

/** One frozen value for all that have none: most jobs of a pipeline. */
function progressOf({ progress_percent: percent, description, target_url: targetUrl }: Row): Progress {
  if (percent === null && description === null && targetUrl === null) return NO_PROGRESS;
  return { percent, description, targetUrl };
}
