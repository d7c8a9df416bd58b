import type { PipelineId, Status } from '@holdpoint/pipeline-domain';

/** Removes pipelines for good. Failures that are nobody's fault are thrown as `StoreError`. */
export abstract class PipelineDeletion {
  /** How a pipeline stands; undefined when the project has none of this number. */
  abstract find(projectId: number, pipelineId: PipelineId): Promise<DeletablePipeline | undefined>;

  /**
   * Deletes a pipeline with its stages, jobs and history, unless somebody has changed it since it was found; answers whether
   * it did. The ledger of callbacks stays.
   */
  abstract delete(pipelineId: PipelineId, found: DeletablePipeline): Promise<boolean>;
}

/** What a deletion depends on. */
export interface DeletablePipeline {
  readonly status: Status;
  /** Counts the passes that have changed the pipeline. */
  readonly version: number;
}
