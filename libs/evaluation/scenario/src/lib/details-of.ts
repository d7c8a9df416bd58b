import type { JobFacts, PipelineFacts } from '@holdpoint/pipeline-domain';
import type { CaseJobDetails, CaseView } from './conformance-case';

/** Why and when the latest attempts of a pipeline that was made at 0 failed, began and ended. */
export function detailsOf({ jobs }: Pick<PipelineFacts, 'jobs'>): NonNullable<CaseView['details']> {
  return Object.fromEntries(jobs.filter(({ retried }) => !retried).map((job) => [job.name, jobDetails(job)]));
}

function jobDetails({ failureReason, startedAt, finishedAt, deadlineAt }: JobFacts): CaseJobDetails {
  return { failure_reason: failureReason, started_at: startedAt, finished_at: finishedAt, deadline_at: deadlineAt };
}
