import type { Timestamp } from '../instance/timestamp';
import type { StatusName } from '../job/status';

/** The data of an event `pipeline`: what one pass has changed. What it does not name stands as it was. */
export interface PipelineEventResponse {
  /** The instant at which everything in the event happened. */
  readonly at: Timestamp;
  readonly pipeline: EventPipelineResponse;
  /** Those whose status has changed. */
  readonly stages: readonly { readonly name: string; readonly status: StatusName }[];
  /** Those of which anything has changed, then new attempts. */
  readonly jobs: readonly EventJobResponse[];
}

/** A pipeline in an event. */
export interface EventPipelineResponse {
  readonly id: number;
  readonly project_id: number;
  readonly ref: string;
  readonly sha: string;
  readonly status: StatusName;
  /** The status before; the same when only stages or jobs changed. */
  readonly from: StatusName;
  readonly started_at: Timestamp | null;
  readonly finished_at: Timestamp | null;
  /** Whole seconds in which at least one job was executed. */
  readonly duration: number | null;
}

/** A job in an event. */
export interface EventJobResponse {
  readonly id: number;
  readonly name: string;
  readonly kind: 'build' | 'bridge' | 'external' | 'generic';
  readonly stage: string;
  readonly status: StatusName;
  /** The status before; null for a new attempt. */
  readonly from: StatusName | null;
  /** 1 for the first attempt; each retry adds one. */
  readonly attempt: number;
  /** True once there is a newer attempt. */
  readonly retried: boolean;
  readonly allow_failure: boolean;
  /** Null unless the job has failed. */
  readonly failure_reason: string | null;
  readonly scheduled_at: Timestamp | null;
  readonly started_at: Timestamp | null;
  readonly finished_at: Timestamp | null;
  readonly deadline_at: Timestamp | null;
  /** When an external job was last heard of. */
  readonly heartbeat_at: Timestamp | null;
  /** What the other system last told of its work; null before it told anything. */
  readonly progress: EventProgressResponse | null;
}

/** How far the work of an external job has come, as far as the other system has told. */
export interface EventProgressResponse {
  readonly percent: number | null;
  readonly description: string | null;
  readonly target_url: string | null;
}

/** The data of the events `ready` and `reset`: from where on the stream tells everything. */
export interface StreamPositionResponse {
  /** The id to resume from; the event has it as its own id too. */
  readonly last_event_id: string;
  /** What to do. */
  readonly message: string;
}
