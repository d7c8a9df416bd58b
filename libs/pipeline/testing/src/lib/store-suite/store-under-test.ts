import type { Instant } from '@holdpoint/kernel';
import type { PipelineStore } from '@holdpoint/pipeline-application';
import type { JobId, JobTransition, PipelineEvent, PipelineId } from '@holdpoint/pipeline-domain';

/** A store that the contract is tried on, with what it takes to look behind the port. */
export interface StoreUnderTest {
  readonly store: PipelineStore;
  /** Two projects that pipelines and callbacks may belong to. */
  readonly projectIds: readonly [number, number];
  /** What the store's clock says. */
  now(): Promise<Instant>;
  /** Moves the store's clock forward and stops it there. */
  step(ms: number): Promise<void>;
  /** The stored history of a pipeline, in order. */
  history(pipelineId: PipelineId): Promise<readonly StoredLine[]>;
  /** The stored events of a pipeline, in the order of their ids. */
  events(pipelineId: PipelineId): Promise<readonly PipelineEvent[]>;
  /** The ids of all stored callbacks. */
  callbackIds(): Promise<readonly string[]>;
  /** What is stored of what a callback did. */
  matches(callbackId: string): Promise<readonly StoredMatch[]>;
  /** Resolves when a transaction that has asked for a held pipeline waits for it. */
  untilLockAwaited(): Promise<void>;
  dispose(): Promise<void>;
}

/** A line of history as stored. */
export interface StoredLine extends JobTransition {
  readonly seq: number;
}

/** A match as stored. */
export interface StoredMatch {
  readonly pipelineId: PipelineId;
  readonly jobId: JobId | null;
  readonly verdict: string;
}
