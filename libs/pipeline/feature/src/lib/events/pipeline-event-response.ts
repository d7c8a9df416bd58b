import type { EventJobResponse, PipelineEventResponse } from '@holdpoint/pipeline-contract';
import type { ChangedJob, PipelineEventData } from '@holdpoint/pipeline-domain';
import type { EventRow } from '@holdpoint/pipeline-persistence';
import { toTimestamp, toTimestampOrNull, wholeSeconds } from '../view/times';

/** An event as watchers get it. */
export function toPipelineEvent({ projectId, pipelineId, at, data }: EventRow): PipelineEventResponse {
  const { pipeline, stages, jobs } = JSON.parse(data) as PipelineEventData;
  const { ref, sha, status, from, startedAt, finishedAt, durationMs } = pipeline;
  return {
    at: toTimestamp(at),
    pipeline: {
      id: pipelineId,
      project_id: projectId,
      ref,
      sha,
      status,
      from,
      started_at: toTimestampOrNull(startedAt),
      finished_at: toTimestampOrNull(finishedAt),
      duration: wholeSeconds(durationMs),
    },
    stages,
    jobs: jobs.map(toEventJob),
  };
}

function toEventJob(job: ChangedJob): EventJobResponse {
  const { id, name, kind, stage, status, from, attempt, retried, allowFailure, failureReason, progress } = job;
  return {
    id,
    name,
    kind,
    stage,
    status,
    from,
    attempt,
    retried,
    allow_failure: allowFailure,
    failure_reason: failureReason,
    scheduled_at: toTimestampOrNull(job.scheduledAt),
    started_at: toTimestampOrNull(job.startedAt),
    finished_at: toTimestampOrNull(job.finishedAt),
    deadline_at: toTimestampOrNull(job.deadlineAt),
    heartbeat_at: toTimestampOrNull(job.heartbeatAt),
    progress: progress && { percent: progress.percent, description: progress.description, target_url: progress.targetUrl },
  };
}
