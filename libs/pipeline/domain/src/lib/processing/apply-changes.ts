import type { PipelineChanges } from './pipeline-changes';
import type { JobFacts, JobId, PipelineFacts, StageFacts } from './pipeline-facts';
import type { Status } from '../status/status';

/**
 * Applies what a pass wants written to the facts it read, as a store would; `numberOf` gives new rows
 * their numbers. The reducer behind stores that keep facts in memory.
 */
export function applyChanges(
  facts: PipelineFacts,
  changes: PipelineChanges,
  numberOf: (provisionalId: JobId) => JobId,
): PipelineFacts {
  const stages = new Map(changes.stages.map(({ id, status }) => [id, status]));
  const numbered = <R extends JobFacts | StageFacts>(row: R): R => ({ ...row, id: numberOf(row.id) });
  const made = [...clonesOf(facts, changes, numberOf), ...changes.added.jobs.map(numbered)];
  return {
    ...facts,
    ...changes.pipeline,
    stages: [
      ...facts.stages.map((stage) => withStatus(stage, stages.get(stage.id))),
      ...changes.added.stages.map(numbered),
    ],
    jobs: [...changedJobs(facts, changes), ...made],
    graph: made.length === 0 ? facts.graph : undefined,
  };
}

const withStatus = (stage: StageFacts, status: Status | undefined): StageFacts => (status === undefined ? stage : { ...stage, status });

function changedJobs({ jobs }: PipelineFacts, changes: PipelineChanges): readonly JobFacts[] {
  const states = new Map(changes.jobs.map(({ id, state }) => [id, state]));
  return jobs.map((job) => {
    const state = states.get(job.id);
    return state ? { ...job, ...state } : job;
  });
}

/** The new attempts of a pass as whole jobs. One may be the source of another: both were made in this pass. */
export function clonesOf({ jobs }: PipelineFacts, { clones }: PipelineChanges, numberOf: (provisionalId: JobId) => JobId): readonly JobFacts[] {
  if (clones.length === 0) return [];
  const sources = new Map(jobs.map((job) => [job.id, job]));
  return clones.map((clone) => {
    const source = sources.get(clone.sourceId);
    if (!source) throw new Error(`job ${clone.sourceId} is not there to be copied`);
    const copy = { ...source, ...clone.state, id: numberOf(clone.id), attempt: clone.attempt };
    sources.set(clone.id, copy);
    return copy;
  });
}
