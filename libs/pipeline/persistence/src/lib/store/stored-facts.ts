import type { Instant } from '@holdpoint/kernel';
import type { PipelineFacts } from '@holdpoint/pipeline-domain';

/** A pipeline as the store has read or left it. */
export interface StoredFacts extends PipelineFacts {
  /** When its version was written. */
  readonly updatedAt: Instant;
}
