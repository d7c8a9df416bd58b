import type { JobId, PipelineId, ResourceGroupId } from '@holdpoint/pipeline-domain';

/** The lines in front of the resources of resource groups: who wants one, and who has it. */
export abstract class ResourceGroups {
  /**
   * Gives the resource of a group to the next in its line, if nobody has it. Answers who has it and has not started yet, be
   * it since a moment or since somebody was interrupted; null when nobody has to be told. One at a time, whoever asks.
   */
  abstract assign(id: ResourceGroupId): Promise<AssignedJob | null>;
}

/** A job that has got the resource of its group. */
export interface AssignedJob {
  readonly pipelineId: PipelineId;
  readonly jobId: JobId;
}
