import { err, ok, type Result } from '@holdpoint/kernel';
import type { PipelineId, VerdictReason } from '@holdpoint/pipeline-domain';
import type { CallbackTargets, FoundPipeline, PipelineLookup, TargetSearch } from '../ports/pipeline-lookup';
import type { InboundCallback } from './inbound-callback';

/** Finds the jobs that a report may mean. */
export class CallbackTargetFinder {
  constructor(private readonly lookup: PipelineLookup) {}

  /** The jobs that agree with all keys that were given, or why there are none. */
  async find({ target, jobId }: InboundCallback): Promise<Result<CallbackTargets, VerdictReason>> {
    const { projectId, pipelineId, jobName } = target;
    if (jobId !== null) {
      const ofJob = await this.lookup.findPipelineOfJob(projectId, jobId);
      if (ofJob === undefined) return err('job_not_found');
      return agrees(target, ofJob) ? ok(onlyIn(ofJob.id)) : this.missed(target);
    }
    if (pipelineId !== null && jobName !== null) return this.findIn(pipelineId, target);
    const targets = await this.lookup.findCallbackTargets(target);
    return pipelineId !== null && targets.found.length === 0 ? this.missed(target) : ok(targets);
  }

  /** Without a search where nothing else is named: whether the pipeline is the project's own is found out as it is locked. */
  private async findIn(pipelineId: PipelineId, target: TargetSearch): Promise<Result<CallbackTargets, VerdictReason>> {
    if (target.ref === null && target.shas === null) return ok(onlyIn(pipelineId));
    const pipeline = await this.lookup.findPipeline(target.projectId, pipelineId);
    if (pipeline === undefined) return err('pipeline_not_found');
    return agrees(target, pipeline) ? ok(onlyIn(pipelineId)) : err('unknown_job');
  }

  /** Keys that lead to different jobs lead to none; a pipeline that is not there is said to be so. */
  private async missed({ projectId, pipelineId }: TargetSearch): Promise<Result<never, VerdictReason>> {
    const isThere = pipelineId === null || (await this.lookup.findPipeline(projectId, pipelineId)) !== undefined;
    return err(isThere ? 'unknown_job' : 'pipeline_not_found');
  }
}

const onlyIn = (pipelineId: PipelineId): CallbackTargets => ({
  policy: 'all',
  found: [{ pipelineId, jobId: null, jobName: null, isOver: false, isWithoutOutcome: false }],
});

const agrees = ({ pipelineId, ref, shas }: TargetSearch, pipeline: FoundPipeline): boolean =>
  (pipelineId ?? pipeline.id) === pipeline.id && (ref ?? pipeline.ref) === pipeline.ref && (shas ?? [pipeline.sha]).includes(pipeline.sha);
