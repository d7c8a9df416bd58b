import type { CallbackCommand } from '../commands/pipeline-command';
import type { JobId, PipelineId } from '../processing/pipeline-facts';
import type { JobKind } from '../status/job-kind';

/** What one callback did to one job. */
export const VERDICTS = [
  'accepted',
  'progress',
  'parked',
  'duplicate',
  'conflict',
  'late',
  'superseded',
  'stale',
  'ignored',
  'unmatched',
  'expired',
] as const;

/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** Why a verdict was given. */
export const VERDICT_REASONS = [
  'ended_the_job',
  'acknowledged_the_cancel',
  'reported_progress',
  'same_outcome',
  'other_outcome_stands',
  'ambiguous',
  'after_deadline',
  'after_heartbeat_timeout',
  'after_cancel',
  'after_end',
  'older_attempt',
  'not_waiting_yet',
  'no_waiting_job',
  'skipped',
  'not_external',
  'unknown_job',
  'other_key',
  'pipeline_not_found',
  'job_not_found',
  'ttl_ran_out',
  'ended_by_revision',
  'ended_by_registered_digest',
  'ended_by_registry',
  'ended_by_claimed_revision',
  'ended_by_newer_revision',
  'failure_counted',
  'failure_known',
  'failure_without_revision',
  'no_outcome',
  'no_revision',
  'older_revision',
  'newer_revision',
  'other_revision',
  'revision_sources_disagree',
  'revision_not_here_yet',
  'digest_unknown',
  'newest_is_meant',
  'nobody_watches',
  'consumed_by_earlier_attempt',
] as const;

/** One of {@link VERDICT_REASONS}. */
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** A verdict with its reason. */
export type Judgement = readonly [verdict: Verdict, reason: VerdictReason];

/** What one callback did to one job of one pipeline; no job when the pipeline has none of that name. */
export interface CallbackMatch {
  readonly callbackId: string;
  readonly jobId: JobId | null;
  /** Of that job. */
  readonly kind: JobKind | null;
  /** As it is called, or as the callback called it. */
  readonly jobName: string | null;
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
}

/** A callback that names a job of this pipeline which does not wait yet; applied once when it starts to. */
export interface ParkedCallback {
  readonly command: CallbackCommand;
  readonly jobName: string;
}

/** What a callback did to one job, as the ledger keeps it; without a pipeline where it met none. */
export interface LedgerMatch {
  readonly pipelineId: PipelineId | null;
  readonly jobId: JobId | null;
  readonly jobName: string | null;
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
}
