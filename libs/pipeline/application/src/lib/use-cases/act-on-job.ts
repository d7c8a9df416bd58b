import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobActionCommand, JobId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { PipelineLookup } from '../ports/pipeline-lookup';
import { changedJobs, type ActionRefusal } from './changed-jobs';

/** Plays, cancels or retries one job of a project for a person. */
export class ActOnJob {
  constructor(
    private readonly lookup: PipelineLookup,
    private readonly corridor: Corridor,
  ) {}

  /** Resolves with the id of the job that stands afterwards: for a retry that of the new attempt. */
  async execute(
    projectId: number,
    command: JobActionCommand,
  ): Promise<Result<JobId, ActionRefusal>> {
    const pipeline = await this.lookup.findPipelineOfJob(projectId, command.jobId);
    if (pipeline === undefined) return err('job_not_found');
    const changed = changedJobs(await this.corridor.submit({ pipelineId: pipeline.id, command }));
    return changed.ok ? ok(changed.value[0] ?? command.jobId) : changed;
  }
}
