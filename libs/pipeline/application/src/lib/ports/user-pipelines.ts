import type { PipelineId, Status } from '@holdpoint/pipeline-domain';

/** Finds the pipelines that users have made, without locks. */
export abstract class UserPipelines {
  /** The pipelines of a user who is blocked that are in one of these statuses, the first after a number, oldest first. */
  abstract findOfBlocked(username: string, statuses: readonly Status[], after: PipelineId, limit: number): Promise<readonly PipelineId[]>;
}
