import type { Timestamp } from '../instance/timestamp';
import type { StatusName } from '../job/status';
import type { PipelineSummaryResponse } from '../pipeline/pipeline-response';

/** A commit. */
export interface CommitResponse {
  readonly id: string;
  readonly short_id: string;
  readonly title: string;
  readonly message: string;
  readonly parent_ids: readonly string[];
  readonly author_name: string;
  readonly author_email: string;
  readonly authored_date: Timestamp;
  readonly committer_name: string;
  readonly committer_email: string;
  readonly committed_date: Timestamp;
  readonly created_at: Timestamp;
  readonly web_url: string;
}

/** A commit with what has become of it. */
export interface CommitDetailResponse extends CommitResponse {
  readonly project_id: number;
  /** The status of its newest pipeline; null without any. */
  readonly status: StatusName | null;
  /** Child pipelines do not count. */
  readonly last_pipeline: PipelineSummaryResponse | null;
}

/** A branch with the commit that it points at. */
export interface BranchResponse {
  readonly name: string;
  readonly commit: CommitResponse;
  readonly default: boolean;
  readonly merged: boolean;
  readonly protected: boolean;
  readonly can_push: boolean;
  readonly web_url: string;
}
