import type { Timestamp } from '../instance/timestamp';
import type { UserResponse } from '../instance/user-response';
import type { DetailedStatusResponse, StatusName } from '../job/status';

/** A pipeline, as lists and jobs show it. */
export interface PipelineSummaryResponse {
  readonly id: number;
  readonly iid: number;
  readonly project_id: number;
  readonly sha: string;
  readonly ref: string;
  readonly status: StatusName;
  readonly source: string;
  readonly name: string | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
  readonly web_url: string;
}

/** A pipeline with all that is known of it. */
export interface PipelineResponse extends PipelineSummaryResponse {
  readonly before_sha: string;
  readonly tag: boolean;
  readonly yaml_errors: string | null;
  /** Who made the pipeline; null when that was no user. */
  readonly user: UserResponse | null;
  readonly started_at: Timestamp | null;
  readonly finished_at: Timestamp | null;
  readonly committed_at: Timestamp | null;
  /** Whole seconds in which at least one job was executed. */
  readonly duration: number | null;
  /** Whole seconds from creation to the first job's start. */
  readonly queued_duration: number | null;
  readonly coverage: string | null;
  /** The bridge that has triggered the pipeline; null when none has. */
  readonly source_pipeline: SourcePipelineResponse | null;
  readonly detailed_status: DetailedStatusResponse;
}

/** The bridge, in another pipeline, that has triggered a pipeline. */
export interface SourcePipelineResponse {
  readonly project_id: number;
  readonly pipeline_id: number;
  readonly job_id: number;
}

/** A variable that was given when the pipeline was created. */
export interface PipelineVariableResponse {
  readonly variable_type: 'env_var';
  readonly key: string;
  readonly value: string;
  readonly raw: boolean;
}

/** A stage of a pipeline. */
export interface StageResponse {
  readonly id: number;
  readonly pipeline_id: number;
  readonly name: string;
  readonly position: number;
  readonly status: StatusName;
  readonly detailed_status: DetailedStatusResponse;
}

/** One step of a job, as history keeps it; `seq` counts within the pipeline without gaps. */
export interface HistoryEntryResponse {
  readonly seq: number;
  readonly pipeline_id: number;
  readonly job_id: number;
  readonly job_name: string;
  readonly kind: 'build' | 'bridge' | 'external' | 'generic';
  readonly attempt: number;
  readonly event: string;
  readonly from: StatusName;
  readonly to: StatusName;
  readonly cause: { readonly type: string; readonly actor: string | null };
  readonly at: Timestamp;
}
