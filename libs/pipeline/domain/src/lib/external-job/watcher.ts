import type { ExternalOptions } from '../plan/pipeline-plan';
import type { JobId, PipelineId } from '../processing/pipeline-facts';
import type { RevisionRelation } from './event-facts';
import type { CallbackMatchPolicy } from './match-policy';

/** Who watches. */
export interface Watchers {
  /** What the project wants done when an event fits several. */
  readonly policy: CallbackMatchPolicy;
  /** True when a job of the project watches for the key, or ever has. */
  readonly isWatched: boolean;
  /** Latest attempts, oldest first: all that are not over, and of those that are the newest of these shas. */
  readonly jobs: readonly Watcher[];
}

/** A job that watches. */
export interface Watcher {
  readonly pipelineId: PipelineId;
  readonly jobId: JobId;
  readonly jobName: string;
  readonly external: ExternalOptions;
  readonly isWaiting: boolean;
  readonly isOver: boolean;
  readonly isWithoutOutcome: boolean;
  /** Of the shas to the pipeline's own; `other` when there are none. */
  readonly relation: RevisionRelation;
  /** True when an earlier attempt of the job was ended by the same occurrence, or had ended so when it came. */
  readonly isConsumed: boolean;
  /** True when the callback that is decided again has done something to the job already. */
  readonly isDecided: boolean;
}
