import { assert } from '@holdpoint/kernel';
import type { JobFacts, JobId, PipelineFacts, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { groupBy } from './group-by';
import { loadJobs, type LoadedJob } from './load-jobs';
import { loadPipelines } from './load-pipelines';

/** Reads the facts of locked pipelines in two statements, whatever their number. */
export async function loadFacts(
  client: ClientBase,
  ids: readonly PipelineId[],
  jobIds: readonly JobId[],
): Promise<readonly PipelineFacts[]> {
  const pipelines = await loadPipelines(client, ids);
  const jobs = groupBy(await loadJobs(client, ids, jobIds), ({ pipelineId }) => pipelineId);
  return pipelines.map((pipeline) => {
    const positions = new Map(pipeline.stages.map(({ id, position }) => [id, position]));
    return { ...pipeline, jobs: (jobs.get(pipeline.id) ?? []).map((job) => withPosition(job, positions)) };
  });
}

function withPosition({ facts, stageId }: LoadedJob, positions: ReadonlyMap<number, number>): JobFacts {
  const stagePosition = positions.get(stageId);
  assert(stagePosition !== undefined, `job ${facts.id} belongs to a stage of its pipeline`);
  return { ...facts, stagePosition };
}
