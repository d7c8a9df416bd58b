import type { Instant } from '@holdpoint/kernel';

/** A commit without its files; instants in epoch milliseconds. */
export interface CommitRow {
  readonly id: number;
  readonly projectId: number;
  readonly sha: string;
  readonly parentSha: string | null;
  readonly message: string;
  readonly authorName: string;
  /** Null where none is kept. */
  readonly authorEmail: string | null;
  readonly createdAt: Instant;
}
