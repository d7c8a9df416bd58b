import type { Instant } from '@holdpoint/kernel';
import { Corridor, type PipelineStore } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type PipelineFacts, type PipelineId } from '@holdpoint/pipeline-domain';

/** A store to live through scenarios on, with its clock. */
export interface StorageWorldParts {
  readonly projectId: number;
  readonly store: PipelineStore;
  /** What the store's clock says. */
  readonly now: () => Promise<Instant>;
  /** Moves the store's clock forward; it stands otherwise. */
  readonly step: (ms: number) => Promise<unknown>;
}

/** A store with the corridor in front of it. */
export class StorageWorld {
  readonly corridor: Corridor;

  constructor(readonly parts: StorageWorldParts) {
    this.corridor = new Corridor(parts.store, HOLDPOINT_CI_MODEL);
  }

  /** What the store holds of a pipeline. */
  async facts(id: PipelineId): Promise<PipelineFacts> {
    const [facts] = await this.parts.store.transaction((transaction) => transaction.load([id]));
    if (!facts) throw new Error(`pipeline ${id} is not stored`);
    return facts;
  }
}
