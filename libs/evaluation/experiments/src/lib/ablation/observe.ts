import { viewOf } from '@holdpoint/evaluation-scenario';
import { kindsListedIn, possibleActions, waitStateOf, type CiModel, type JobFacts, type JobList, type PipelineFacts } from '@holdpoint/pipeline-domain';
import type { Answer, JobSeen, Snapshot } from './snapshot';

const LISTS: readonly JobList[] = ['jobs', 'bridges', 'external_jobs'];

/** Reads off a pipeline what anybody could see, by the model that shows it. */
export function observe(model: CiModel, facts: PipelineFacts, answer: Answer, told: Snapshot['told']): Snapshot {
  const { startedAt, finishedAt, durationMs, wakeAt } = facts;
  const latest = facts.jobs.filter(({ retried }) => !retried);
  return {
    answer,
    view: viewOf(facts),
    jobs: Object.fromEntries(latest.map((job) => [job.name, seen(model, job, latest)])),
    pipeline: { startedAt, finishedAt, durationMs, wakeAt },
    told,
  };
}

function seen(model: CiModel, job: JobFacts, latest: readonly JobFacts[]): JobSeen {
  const { status, attempt, failureReason, startedAt, finishedAt, deadlineAt } = job;
  return {
    status,
    attempt,
    failureReason,
    times: { startedAt, finishedAt, deadlineAt },
    actions: possibleActions(model, job),
    lists: LISTS.filter((list) => kindsListedIn(model.kinds, list).includes(job.kind)),
    waits: waitStateOf(model.statuses, job, latest).type,
  };
}
