import type { FoldedJob, JobWhen } from '@holdpoint/pipeline-domain';

/** A pipeline whose first stage holds a job that waits and up to two others, and whose second stage depends on it. */
export interface TwoStagePipeline {
  /** `allow_failure` of the job that waits. */
  readonly waitMayFail: boolean;
  /** The other jobs of the first stage, in the statuses they have while the job waits. */
  readonly others: readonly FoldedJob[];
  readonly dependents: readonly Dependent[];
}

/** A job of the second stage. */
export interface Dependent {
  readonly when: JobWhen;
  readonly allowFailure: boolean;
  /** Names of needed jobs; null orders it by stage. */
  readonly needs: readonly string[] | null;
}

/** The name of the job that waits. */
export const WAIT = 'wait';

/** The name of another job of the first stage, by its place. */
export const otherName = (place: number): string => `other-${place + 1}`;

/** The name of a job of the second stage, by its place. */
export const dependentName = (place: number): string => `next-${place + 1}`;

/** What happens to the job that waits, event by event; `start` is before any. */
export const ENDINGS = ['success', 'drop', 'cancel'] as const;

/** One of {@link ENDINGS}. */
export type Ending = (typeof ENDINGS)[number];
