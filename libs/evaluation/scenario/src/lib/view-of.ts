import type { PipelineFacts } from '@holdpoint/pipeline-domain';
import type { CaseView } from './conformance-case';

/** The statuses of a pipeline, its stages and the latest attempts of its jobs. */
export function viewOf(facts: Pick<PipelineFacts, 'status' | 'stages' | 'jobs'>): CaseView {
  const latest = facts.jobs.filter(({ retried }) => !retried);
  return {
    pipeline: facts.status,
    stages: Object.fromEntries(facts.stages.map(({ name, status }) => [name, status])),
    jobs: Object.fromEntries(latest.map(({ name, status }) => [name, status])),
  };
}
