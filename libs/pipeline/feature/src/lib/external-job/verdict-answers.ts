import type { Verdict, VerdictReason } from '@holdpoint/pipeline-domain';

/** The HTTP status of each verdict, most successful first: where a callback meets several jobs the first one counts. */
export const VERDICT_STATUS: Readonly<Record<Verdict, number>> = {
  accepted: 200,
  duplicate: 200,
  conflict: 409,
  late: 409,
  superseded: 409,
  unmatched: 202,
};

/** Why a callback that names a pipeline or job met none. */
export type MissingReason = 'no_pipeline' | 'pipeline_not_found' | 'job_not_found';

/** Every reason as a sentence that says what to do where something can be done. */
export const REASON_SENTENCES: Readonly<Record<VerdictReason | MissingReason, string>> = {
  ended_the_job: 'The job was waiting and has ended with this outcome.',
  same_outcome: 'The job has ended with this outcome already; nothing was changed.',
  other_outcome_stands: 'The job has ended with another outcome, which stands; retry the job to wait anew.',
  after_deadline: 'The deadline of the job had passed, so it has failed; retry the job to wait anew.',
  after_cancel: 'The job was canceled before; retry the job to wait anew.',
  older_attempt: 'The job was retried; report to its latest attempt.',
  not_waiting_yet: 'The job does not wait yet; report again once it is running_externally.',
  skipped: 'The job was skipped; it will not wait unless the jobs before it are retried.',
  not_external: 'The job is not an external job; runners report on it.',
  unknown_job: 'The pipeline has no such job; check job_name and job_id, which must name the same job.',
  no_pipeline: 'No pipeline has all the keys of the callback; check ref, sha, pipeline_id and job_id.',
  pipeline_not_found: 'The project has no pipeline with this pipeline_id.',
  job_not_found: 'The project has no job with this job_id.',
};

const ORDER = Object.keys(VERDICT_STATUS) as Verdict[];

/** The match that decides the answer; undefined when there is none at all. */
export function leadingMatch<M extends { readonly verdict: Verdict }>(matches: readonly M[]): M | undefined {
  return [...matches].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))[0];
}
