import type { Timestamp } from '../instance/timestamp';

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
