import type { JobId } from '../processing/pipeline-facts';

/** What one callback did to one job. */
export const VERDICTS = ['accepted', 'duplicate', 'conflict', 'late', 'superseded', 'unmatched'] as const;

/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** Why a verdict was given. */
export type VerdictReason =
  | 'ended_the_job'
  | 'same_outcome'
  | 'other_outcome_stands'
  | 'after_deadline'
  | 'after_cancel'
  | 'older_attempt'
  | 'not_waiting_yet'
  | 'skipped'
  | 'not_external'
  | 'unknown_job';

/** What one callback did to one job of one pipeline; no job when the pipeline has none of that name. */
export interface CallbackMatch {
  readonly callbackId: string;
  readonly jobId: JobId | null;
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
}
