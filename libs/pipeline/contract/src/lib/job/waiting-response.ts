import type { VerdictName } from '../callback/callback-response';
import type { Timestamp } from '../instance/timestamp';
import type { ProgressResponse } from './job-response';
import type { StatusName } from './status';

/** Whether a job waits for the outside, for what, until when, and what came that was not it. */
export interface WaitingResponse {
  readonly job_id: number;
  readonly job_name: string;
  readonly status: StatusName;
  /** True while a report could end the job. */
  readonly waiting: boolean;
  /** A sentence: what the job waits for and until when, or why it does not wait. */
  readonly summary: string;
  /** Each a way in which a report may name the job, in words. */
  readonly keys: readonly string[];
  readonly since: Timestamp | null;
  /** The instant at which the wait ends if nobody ends it. */
  readonly until: Timestamp | null;
  readonly deadline_at: Timestamp | null;
  readonly cancel_deadline_at: Timestamp | null;
  /** Null for a job that is not external. */
  readonly progress: ProgressResponse | null;
  /** The jobs that have to come to an end before this one starts, 100 at most; `summary` says how many more there are. */
  readonly missing: readonly { readonly name: string; readonly status: StatusName }[];
  /** Callbacks that are kept for the job and applied when it starts. */
  readonly parked: readonly { readonly callback_id: string; readonly expires_at: Timestamp }[];
  /** Callbacks of the project that may have been meant for the job, nearest first. */
  readonly near_misses: readonly NearMissResponse[];
}

/** A callback that may have been meant for a job. */
export interface NearMissResponse {
  readonly callback_id: string;
  readonly received_at: Timestamp;
  readonly actor: string;
  readonly verdict: VerdictName;
  /** A sentence: why the callback did not more. */
  readonly reason: string;
  /** What fits and what does not, in words. */
  readonly difference: string;
}
