import type { Timestamp } from '../instance/timestamp';

/** What a callback did to a job. */
export type VerdictName =
  | 'accepted'
  | 'progress'
  | 'parked'
  | 'duplicate'
  | 'conflict'
  | 'late'
  | 'superseded'
  | 'stale'
  | 'ignored'
  | 'unmatched'
  | 'expired';

/** What one callback did to one job. */
export interface CallbackMatchResponse {
  readonly pipeline_id: number | null;
  readonly job_id: number | null;
  readonly job_name: string | null;
  readonly verdict: VerdictName;
  /** A sentence. */
  readonly reason: string;
}

/** The answer to a callback: the most successful of its matches decides. */
export interface CallbackResponse {
  /** Present when the verdict is a refusal: GitLab's clients show it. */
  readonly message?: string;
  readonly verdict: VerdictName;
  /** A sentence that says why, and what to do where something can be done. */
  readonly reason: string;
  /** The number under which the callback is kept; null for a dry run, which keeps nothing. */
  readonly callback_id: string | null;
  readonly matches: readonly CallbackMatchResponse[];
}

/** A callback in the ledger, as the job that it concerned shows it. */
export interface LedgerEntryResponse {
  readonly callback_id: string;
  readonly provider: string;
  readonly actor: string;
  readonly received_at: Timestamp;
  /** What was sent, without secrets. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly verdict: VerdictName;
  readonly reason: string;
}

/** A callback in the ledger, as the project that it was sent to shows it. */
export interface ProjectCallbackResponse extends LedgerEntryResponse {
  /** The callback that an operator has replayed by this one. */
  readonly replay_of: string | null;
  /** How often it was sent under one `Idempotency-Key`. */
  readonly calls: number;
  /** What it did; one without a pipeline says why it met none. */
  readonly matches: readonly CallbackMatchResponse[];
}
