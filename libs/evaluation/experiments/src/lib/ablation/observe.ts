import { viewOf, type VirtualPipeline } from '@holdpoint/evaluation-scenario';
import { kindsListedIn, possibleActions, waitStateOf, type CiModel, type JobFacts, type JobList } from '@holdpoint/pipeline-domain';
import type { Answer, JobSeen, Snapshot } from './snapshot';

const LISTS: readonly JobList[] = ['jobs', 'bridges', 'external_jobs'];

/** Reads off a pipeline what anybody could see, by the model that shows it. */
export function observe(model: CiModel, pipeline: VirtualPipeline, answer: Answer, told: Snapshot['told']): Snapshot {
  const { facts } = pipeline;
  const { startedAt, finishedAt, durationMs, wakeAt } = facts;
  const latest = facts.jobs.filter(({ retried }) => !retried);
  return {
    answer,
    view: viewOf(facts),
    jobs: Object.fromEntries(latest.map((job) => [job.name, seen(model, pipeline, job)])),
    pipeline: { startedAt, finishedAt, durationMs, wakeAt },
    told,
  };
}

function seen(model: CiModel, { facts, deployments, environments }: VirtualPipeline, job: JobFacts): JobSeen {
  const { status, attempt, failureReason, startedAt, finishedAt, deadlineAt } = job;
  return {
    status,
    attempt,
    failureReason,
    times: { startedAt, finishedAt, deadlineAt },
    actions: possibleActions(model, job),
    lists: LISTS.filter((list) => kindsListedIn(model.kinds, list).includes(job.kind)),
    waits: waitStateOf(model.statuses, job, facts.jobs.filter(({ retried }) => !retried)).type,
    deployment: deployments.get(job.id) ?? null,
    environment: environments.get(job.environment?.id ?? 0) ?? null,
  };
}
