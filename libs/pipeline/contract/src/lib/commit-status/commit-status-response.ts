import type { Timestamp } from '../instance/timestamp';
import type { UserResponse } from '../instance/user-response';
import type { StatusName } from '../job/status';

/** A status of a commit, as GitLab's commit status API shows it: a reported one, or a job of one of its pipelines. */
export interface CommitStatusResponse {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  /** Of an external job that waits: `running`. */
  readonly status: StatusName;
  /** Of an external job that waits for a commit status: the name of that, not the job's own. */
  readonly name: string;
  readonly target_url: string | null;
  readonly description: string | null;
  readonly created_at: Timestamp;
  readonly started_at: Timestamp | null;
  readonly finished_at: Timestamp | null;
  readonly allow_failure: boolean;
  /** Percent. */
  readonly coverage: number | null;
  readonly pipeline_id: number;
  /** Who reports it, or made its pipeline; null when that was no user. */
  readonly author: UserResponse | null;
}
