import type { Instant } from '@holdpoint/kernel';
import type { JobKind } from '../status/job-kind';
import type { Status } from '../status/status';
import type { JobId, PipelineId } from './pipeline-facts';

/** What made a job change: who asked, or the rule that followed. */
export interface Cause {
  readonly type: CauseType;
  /** The user or system that asked; null when a rule did. */
  readonly actor: string | null;
}

/** What another pipeline did, as the cause of a step here. */
export const causedByPipeline = (pipelineId: PipelineId | null): Cause => ({
  type: 'pipeline',
  actor: pipelineId === null ? null : `pipeline ${pipelineId}`,
});

/** The kinds of cause that history tells apart; `pipeline` is another pipeline, across a bridge. */
export const CAUSE_TYPES = [
  'processing',
  'callback',
  'deadline',
  'timer',
  'user',
  'runner',
  'retry',
  'auto_cancel',
  'pipeline',
  'simulation',
] as const;

/** One of {@link CAUSE_TYPES}. */
export type CauseType = (typeof CAUSE_TYPES)[number];

/** One step of a job, as history keeps it. */
export interface JobTransition {
  readonly jobId: JobId;
  readonly kind: JobKind;
  readonly event: string;
  readonly from: Status;
  readonly to: Status;
  readonly cause: Cause;
  readonly at: Instant;
  /** True for a step to success, failed or canceled that is final: an attempt has at most one, and a bridge none. */
  readonly ending: boolean;
}
