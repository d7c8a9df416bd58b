import type { PipelineId } from '@holdpoint/pipeline-domain';

/** Removes projects for good. Failures that are nobody's fault are thrown as `StoreError`. */
export abstract class ProjectDeletion {
  /** The pipelines of a project, newest first: all, or those before a number. */
  abstract pipelinesOf(projectId: number, before: PipelineId | null, limit: number): Promise<readonly PipelineId[]>;

  /** Deletes a part of a project's ledger of callbacks; answers whether there may be more. */
  abstract deleteCallbacks(projectId: number): Promise<boolean>;

  /** Deletes a project and what belongs to it, unless it has a pipeline; answers whether it is gone. */
  abstract delete(projectId: number): Promise<boolean>;
}
