import { err, type Result } from '@holdpoint/kernel';
import type { FireEventCommand, JobId, PipelineActionCommand, PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { PipelineLookup } from '../ports/pipeline-lookup';
import { changedJobs, type ActionRefusal } from './changed-jobs';

/** Cancels or retries a pipeline of a project for a person, or fires an event in a simulation. */
export class ActOnPipeline {
  constructor(
    private readonly lookup: PipelineLookup,
    private readonly corridor: Corridor,
  ) {}

  /** Resolves with the jobs that were made or named. */
  async execute(
    projectId: number,
    pipelineId: PipelineId,
    command: PipelineActionCommand | FireEventCommand,
  ): Promise<Result<readonly JobId[], ActionRefusal>> {
    if (!(await this.lookup.findPipeline(projectId, pipelineId))) return err('pipeline_not_found');
    return changedJobs(await this.corridor.submit({ pipelineId, command }));
  }
}
