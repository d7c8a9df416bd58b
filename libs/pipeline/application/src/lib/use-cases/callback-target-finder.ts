import { err, ok, type Result } from '@holdpoint/kernel';
import type { CallbackTarget, PipelineId, VerdictReason } from '@holdpoint/pipeline-domain';
import type { CallbackTargets, PipelineLookup, PipelineOfJob } from '../ports/pipeline-lookup';
import type { InboundCallback } from './inbound-callback';

/** Finds the jobs that a report may mean. */
export class CallbackTargetFinder {
  constructor(private readonly lookup: PipelineLookup) {}

  /**
   * The jobs by the keys that were given, or why there are none. Without a search where pipeline and job are named: whether
   * the pipeline is the project's own is found out under its lock.
   */
  async find({ target, jobId }: InboundCallback): Promise<Result<CallbackTargets, VerdictReason>> {
    const { projectId, pipelineId, jobName, ref } = target;
    if (jobId !== null) {
      const ofJob = await this.lookup.findPipelineOfJob(projectId, jobId);
      if (ofJob === undefined) return err('job_not_found');
      return agrees(target, ofJob) ? ok(onlyIn(ofJob.id)) : this.missed(target);
    }
    if (pipelineId !== null && jobName !== null && ref === null) return ok(onlyIn(pipelineId));
    const targets = await this.lookup.findCallbackTargets(target);
    return pipelineId !== null && targets.found.length === 0 ? this.missed(target) : ok(targets);
  }

  /** Keys that lead to different jobs lead to none; a pipeline that is not there is said to be so. */
  private async missed({ projectId, pipelineId }: CallbackTarget): Promise<Result<never, VerdictReason>> {
    const isThere = pipelineId === null || (await this.lookup.exists(projectId, pipelineId));
    return err(isThere ? 'unknown_job' : 'pipeline_not_found');
  }
}

const onlyIn = (pipelineId: PipelineId): CallbackTargets => ({
  policy: 'all',
  found: [{ pipelineId, jobId: null, jobName: null, isOver: false, isCanceledOrSkipped: false }],
});

const agrees = ({ pipelineId, ref, sha }: CallbackTarget, pipeline: PipelineOfJob): boolean =>
  (pipelineId ?? pipeline.id) === pipeline.id && (ref ?? pipeline.ref) === pipeline.ref && (sha ?? pipeline.sha) === pipeline.sha;
