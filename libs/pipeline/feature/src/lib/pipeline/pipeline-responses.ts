import type {
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
} from '@holdpoint/pipeline-contract';
import type { HistoryRow, PipelineDetailRow, PipelineRow, PipelineSourceRow } from '@holdpoint/pipeline-persistence';
import { toUser } from '../instance/user-responses';
import { detailedPipelineStatus } from '../status/detailed-status';
import { toTimestamp, toTimestampOrNull, wholeSeconds } from '../view/times';
import { pagePath, webUrl, type PageView, type View } from '../view/view';

/** What GitLab shows for the commit before the first one. */
const NO_SHA = '0'.repeat(40);

const pageOf = ({ id }: PipelineRow): string => `/-/pipelines/${id}`;

/** Shows a pipeline as lists do. */
export function toPipelineSummary(pipeline: PipelineRow, view: PageView): PipelineSummaryResponse {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: pipeline.projectId,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: pipeline.source,
    name: pipeline.name,
    created_at: toTimestamp(pipeline.createdAt),
    updated_at: toTimestamp(pipeline.updatedAt),
    web_url: webUrl(view, pageOf(pipeline)),
  };
}

/** What is found out of a pipeline beside its row. */
export interface BesidePipeline {
  /** The bridge that has triggered it, as far as the caller may see it. */
  readonly source: PipelineSourceRow | undefined;
  /** Whether a job that may fail has failed. */
  readonly warnings: boolean;
}

/** Shows a pipeline with all that is known of it. */
export function toPipeline(pipeline: PipelineDetailRow, view: View, { source, warnings }: BesidePipeline): PipelineResponse {
  const { startedAt, finishedAt } = pipeline;
  return {
    ...toPipelineSummary(pipeline, view),
    before_sha: NO_SHA,
    tag: false,
    yaml_errors: null,
    user: pipeline.creator && toUser(pipeline.creator, view.origin),
    started_at: toTimestampOrNull(startedAt),
    finished_at: toTimestampOrNull(finishedAt),
    committed_at: null,
    duration: wholeSeconds(pipeline.durationMs),
    queued_duration: queuedSeconds(pipeline),
    coverage: pipeline.coverage === null ? null : pipeline.coverage.toFixed(2),
    source_pipeline: source ? { project_id: source.projectId, pipeline_id: source.pipelineId, job_id: source.jobId } : null,
    detailed_status: detailedPipelineStatus(pipeline.status, pagePath(view.project, pageOf(pipeline)), warnings),
  };
}

/** Null for less than a second too. Source: GitLab's `Ci::Pipeline#queued_duration`. */
const queuedSeconds = ({ createdAt, startedAt }: PipelineRow): number | null =>
  startedAt === null ? null : wholeSeconds(startedAt - createdAt) || null;

/** Shows a variable that was given when a pipeline was created. */
export function toVariable({ key, value, raw }: PipelineRow['variables'][number]): PipelineVariableResponse {
  return { variable_type: 'env_var', key, value, raw: raw === true };
}

/** Shows one step of a job. */
export function toHistoryEntry(line: HistoryRow): HistoryEntryResponse {
  return {
    seq: line.seq,
    pipeline_id: line.pipelineId,
    job_id: line.jobId,
    job_name: line.jobName,
    kind: line.kind,
    attempt: line.attempt,
    event: line.event,
    from: line.from,
    to: line.to,
    cause: { type: line.cause, actor: line.actor },
    at: toTimestamp(line.at),
  };
}
