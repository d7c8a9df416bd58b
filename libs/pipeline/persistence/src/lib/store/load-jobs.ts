import {
  NO_FAILURES,
  NO_PROGRESS,
  type ExternalOptions,
  type JobFacts,
  type JobId,
  type JobKind,
  type NeedPlan,
  type Progress,
  type ReportedFailure,
  type RetryPlan,
  type Status,
  type TriggerOptions,
} from '@holdpoint/pipeline-domain';
import type { Instant } from '@holdpoint/kernel';

/**
 * An instant as JSON: whole epoch milliseconds, as everywhere in the domain. Not by `extract`, whose numeric made loading
 * 6 % dearer (measured).
 */
export const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;

/** The columns of a job in the order of {@link SentJob}: arrays say the names of 28 columns once, not once a job. */
const COLUMNS = [
  'job.id', 'job.stage_id', 'job.kind', 'job.name', 'job.status', 'job."when"', 'job.allow_failure', 'job.needs',
  'job.start_in_ms', 'job.timeout_ms', 'job.retry', 'job.attempt', 'job.retried', 'job.enqueue_immediately',
  ms('job.scheduled_at'), ms('job.queued_at'), ms('job.started_at'), ms('job.finished_at'), ms('job.deadline_at'),
  'job.failure_reason', 'job.interruptible', "job.options -> 'external'", "job.options -> 'trigger'",
  ms('job.heartbeat_at'), ms('job.cancel_deadline_at'),
  `CASE WHEN num_nonnulls(job.progress_percent, job.description, job.target_url) > 0
     THEN json_build_array(job.progress_percent, job.description, job.target_url) END`,
  'job.reported_failures',
  'CASE WHEN job.author IS NOT NULL THEN json_build_array(job.author, job.coverage) END',
];

/** A job as {@link jobsOf} sends it. */
export type SentJob = readonly [
  id: JobId, stageId: number, kind: JobKind, name: string, status: Status, when: JobFacts['when'],
  allowFailure: boolean, needs: readonly NeedPlan[] | null, startInMs: number | null, timeoutMs: number,
  retry: RetryPlan | null, attempt: number, retried: boolean, enqueueImmediately: boolean,
  scheduledAt: Instant | null, queuedAt: Instant | null, startedAt: Instant | null, finishedAt: Instant | null,
  deadlineAt: Instant | null, failureReason: JobFacts['failureReason'], interruptible: boolean,
  external: ExternalOptions | null, trigger: TriggerOptions | null, heartbeatAt: Instant | null,
  cancelDeadlineAt: Instant | null,
  progress: readonly [percent: number | null, description: string | null, targetUrl: string | null] | null,
  reportedFailures: readonly ReportedFailure[] | null,
  commitStatus: readonly [author: string, coverage: number | null] | null,
];

/**
 * SQL for the latest attempts of a pipeline's jobs, and the older ones for which `alsoOlder` holds, in order of id. Takes
 * no lock: jobs change only under the lock of their pipeline, which the caller holds.
 */
export const jobsOf = (pipelineId: string, alsoOlder: string): string => `(
  SELECT coalesce(json_agg(json_build_array(${COLUMNS.join(', ')}) ORDER BY job.id), '[]') FROM processables job
  WHERE job.pipeline_id = ${pipelineId} AND (NOT job.retried OR ${alsoOlder}))`;

/**
 * Makes the facts of a job of what was sent; `positions` are those of the stages by their ids. One literal of all
 * fields: put together from parts it took 8 % of the time of the API and much of its garbage.
 */
export function toJobFacts(sent: SentJob, positions: ReadonlyMap<number, number>): JobFacts {
  const stagePosition = positions.get(sent[1]);
  if (stagePosition === undefined) throw new Error(`job ${sent[0]} belongs to no stage of its pipeline`);
  return {
    id: sent[0],
    kind: sent[2],
    name: sent[3],
    status: sent[4],
    when: sent[5],
    allowFailure: sent[6],
    needs: sent[7],
    startInMs: sent[8],
    timeoutMs: sent[9],
    retry: sent[10],
    attempt: sent[11],
    retried: sent[12],
    enqueueImmediately: sent[13],
    scheduledAt: sent[14],
    queuedAt: sent[15],
    startedAt: sent[16],
    finishedAt: sent[17],
    deadlineAt: sent[18],
    failureReason: sent[19],
    interruptible: sent[20],
    external: sent[21],
    trigger: sent[22],
    heartbeatAt: sent[23],
    cancelDeadlineAt: sent[24],
    progress: toProgress(sent[25]),
    reportedFailures: sent[26] ?? NO_FAILURES,
    commitStatus: sent[27] && { author: sent[27][0], coverage: sent[27][1] },
    stagePosition,
  };
}

/** One frozen value for all that have none: most jobs of a pipeline. */
function toProgress(sent: SentJob[25]): Progress {
  if (sent === null) return NO_PROGRESS;
  const [percent, description, targetUrl] = sent;
  return { percent, description, targetUrl };
}
