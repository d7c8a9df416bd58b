import type { Result } from '@holdpoint/kernel';
import type { BuildUpdateCommand, JobId, PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import { changedJobs, type ActionRefusal } from './changed-jobs';

/** Takes a runner's report about a build. */
export class UpdateBuild {
  constructor(private readonly corridor: Corridor) {}

  /** Refuses a report that no longer fits: the build was canceled, timed out or taken by another runner. */
  async execute(
    pipelineId: PipelineId,
    command: BuildUpdateCommand,
  ): Promise<Result<readonly JobId[], ActionRefusal>> {
    return changedJobs(await this.corridor.submit({ pipelineId, command }));
  }
}
