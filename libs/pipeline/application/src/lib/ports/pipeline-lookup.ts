import type { Instant } from '@holdpoint/kernel';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { CallbackRecord } from './pipeline-store';

/** Finds pipelines without locking them; what it answers may be outdated by the time it is used. */
export abstract class PipelineLookup {
  /** Tells whether a pipeline belongs to a project. */
  abstract exists(projectId: number, pipelineId: PipelineId): Promise<boolean>;

  /** The pipelines of a project made for a ref at a sha, oldest first. */
  abstract findByRefAndSha(projectId: number, ref: string, sha: string): Promise<readonly PipelineId[]>;

  /** The pipeline that a job of a project belongs to, whatever the kind of job; undefined when there is none. */
  abstract findPipelineOfJob(projectId: number, jobId: number): Promise<PipelineId | undefined>;

  /** The pipelines whose wake-up is due, most overdue first, without some, and the next wake-up that is not due yet. */
  abstract findWakeUps(limit: number, without?: readonly PipelineId[]): Promise<WakeUps>;
}

/** What the clock asks for. */
export interface WakeUps {
  /** The store's clock. */
  readonly now: Instant;
  readonly due: readonly PipelineId[];
  /** The earliest wake-up that is not due yet; null when there is none. */
  readonly nextAt: Instant | null;
  /** True while the store's clock stands still (simulation): waiting brings nothing nearer. */
  readonly clockStands: boolean;
}

/** Keeps callbacks that met no pipeline. Those that met one are written with the pipeline's changes. */
export abstract class CallbackLedger {
  /** Stores a callback that matched nothing, with the reason. */
  abstract recordUnmatched(callback: CallbackRecord, reason: string): Promise<void>;
}
