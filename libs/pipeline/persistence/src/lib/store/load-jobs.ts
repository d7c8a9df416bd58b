import { NO_FAILURES, NO_PROGRESS, type EnvironmentId, type EnvironmentOptions, type JobFacts, type Progress, type ReportedFailure } from '@holdpoint/pipeline-domain';
import { epochMs } from '../sql/epoch-ms';
import { sentArray, type SentArray } from '../sql/sent-array';

/** What is read of a job. */
interface JobColumns extends Omit<JobFacts, 'stagePosition' | 'progress' | 'environment' | 'reportedFailures' | 'endedByReport' | 'commitStatus'> {
  readonly stageId: number;
  readonly environment: readonly [id: EnvironmentId, options: EnvironmentOptions] | null;
  readonly progress: readonly [percent: number | null, description: string | null, targetUrl: string | null] | null;
  readonly reportedFailures: readonly ReportedFailure[] | null;
  readonly endedByReport: boolean | null;
  readonly commitStatus: readonly [author: string, coverage: number | null] | null;
}

const { sql: JOB, at } = sentArray<JobColumns>({
  id: 'job.id',
  stageId: 'job.stage_id',
  kind: 'job.kind',
  name: 'job.name',
  status: 'job.status',
  when: 'job."when"',
  allowFailure: 'job.allow_failure',
  needs: 'job.needs',
  startInMs: 'job.start_in_ms',
  timeoutMs: 'job.timeout_ms',
  retry: 'job.retry',
  attempt: 'job.attempt',
  retried: 'job.retried',
  enqueueImmediately: 'job.enqueue_immediately',
  scheduledAt: epochMs('job.scheduled_at'),
  queuedAt: epochMs('job.queued_at'),
  startedAt: epochMs('job.started_at'),
  finishedAt: epochMs('job.finished_at'),
  deadlineAt: epochMs('job.deadline_at'),
  failureReason: 'job.failure_reason',
  interruptible: 'job.interruptible',
  resourceGroupId: 'job.resource_group_id',
  environment: "CASE WHEN job.environment_id IS NOT NULL THEN json_build_array(job.environment_id, job.options -> 'environment') END",
  external: "job.options -> 'external'",
  trigger: "job.options -> 'trigger'",
  heartbeatAt: epochMs('job.heartbeat_at'),
  cancelDeadlineAt: epochMs('job.cancel_deadline_at'),
  progress: `CASE WHEN num_nonnulls(job.progress_percent, job.description, job.target_url) > 0
    THEN json_build_array(job.progress_percent, job.description, job.target_url) END`,
  reportedFailures: 'job.reported_failures',
  endedByReport: 'job.ended_by_report',
  commitStatus: 'CASE WHEN job.author IS NOT NULL THEN json_build_array(job.author, job.coverage) END',
});

/** A job as {@link jobsOf} sends it. */
export type SentJob = SentArray<JobColumns>;

/**
 * SQL for the latest attempts of a pipeline's jobs, and the older ones for which `alsoOlder` holds, in order of id. Takes
 * no lock: jobs change only under the lock of their pipeline, which the caller holds.
 */
export const jobsOf = (pipelineId: string, alsoOlder: string): string => `(
  SELECT coalesce(json_agg(${JOB} ORDER BY job.id), '[]') FROM processables job
  WHERE job.pipeline_id = ${pipelineId} AND (NOT job.retried OR ${alsoOlder}))`;

/**
 * Makes the facts of a job of what was sent; `positions` are those of the stages by their ids. One literal of all
 * fields: put together from parts it took 8 % of the time of the API and much of its garbage.
 */
export function toJobFacts(sent: SentJob, positions: ReadonlyMap<number, number>): JobFacts {
  const stagePosition = positions.get(sent[at.stageId]);
  if (stagePosition === undefined) throw new Error(`job ${sent[at.id]} belongs to no stage of its pipeline`);
  return {
    id: sent[at.id],
    kind: sent[at.kind],
    name: sent[at.name],
    status: sent[at.status],
    when: sent[at.when],
    allowFailure: sent[at.allowFailure],
    needs: sent[at.needs],
    startInMs: sent[at.startInMs],
    timeoutMs: sent[at.timeoutMs],
    retry: sent[at.retry],
    attempt: sent[at.attempt],
    retried: sent[at.retried],
    enqueueImmediately: sent[at.enqueueImmediately],
    scheduledAt: sent[at.scheduledAt],
    queuedAt: sent[at.queuedAt],
    startedAt: sent[at.startedAt],
    finishedAt: sent[at.finishedAt],
    deadlineAt: sent[at.deadlineAt],
    failureReason: sent[at.failureReason],
    interruptible: sent[at.interruptible],
    resourceGroupId: sent[at.resourceGroupId],
    environment: toEnvironment(sent[at.environment]),
    external: sent[at.external],
    trigger: sent[at.trigger],
    heartbeatAt: sent[at.heartbeatAt],
    cancelDeadlineAt: sent[at.cancelDeadlineAt],
    progress: toProgress(sent[at.progress]),
    reportedFailures: sent[at.reportedFailures] ?? NO_FAILURES,
    endedByReport: sent[at.endedByReport] ?? false,
    commitStatus: toCommitStatus(sent[at.commitStatus]),
    stagePosition,
  };
}

const toEnvironment = (sent: JobColumns['environment']): JobFacts['environment'] => sent && { id: sent[0], options: sent[1] };

/** One frozen value for all that have none: most jobs of a pipeline. */
function toProgress(sent: JobColumns['progress']): Progress {
  if (sent === null) return NO_PROGRESS;
  const [percent, description, targetUrl] = sent;
  return { percent, description, targetUrl };
}

const toCommitStatus = (sent: JobColumns['commitStatus']): JobFacts['commitStatus'] => sent && { author: sent[0], coverage: sent[1] };
