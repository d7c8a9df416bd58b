import type { Verdict, VerdictReason } from '@holdpoint/pipeline-domain';

/**
 * The HTTP status of each verdict, most successful first: where a callback meets several jobs the first one counts. One that
 * is kept for a job was taken, whatever the others have refused; what nobody waits for or will wait for comes last.
 */
export const VERDICT_STATUS: Readonly<Record<Verdict, number>> = {
  accepted: 200,
  progress: 200,
  duplicate: 200,
  parked: 202,
  ignored: 200,
  conflict: 409,
  late: 409,
  superseded: 409,
  stale: 409,
  expired: 202,
  unmatched: 202,
};

/** Every reason as a sentence that says what to do where something can be done. */
export const REASON_SENTENCES: Readonly<Record<VerdictReason, string>> = {
  ended_the_job: 'The job was waiting and has ended with this outcome.',
  acknowledged_the_cancel: 'The job was being canceled and is canceled now.',
  reported_progress: 'The job goes on waiting; this counts as a sign of life.',
  same_outcome: 'The job has ended with this outcome already; nothing was changed.',
  other_outcome_stands: 'The job has ended with another outcome, which stands; retry the job to wait anew.',
  ambiguous: 'Several jobs fit and the project refuses that; name one by job_id or pipeline_id.',
  after_deadline: 'The deadline of the job had passed, so it has failed; retry the job to wait anew.',
  after_heartbeat_timeout: 'The job had no sign of life for too long, so it has failed; retry the job to wait anew.',
  after_cancel: 'The job was canceled before; retry the job to wait anew.',
  after_end: 'The job has ended; progress is not recorded any more.',
  older_attempt: 'The job was retried; report to its latest attempt.',
  not_waiting_yet: 'The job does not wait yet; an outcome is kept and applied when it does, progress is not.',
  no_waiting_job: 'No job with these keys is there yet; an outcome is kept and applied when one waits, progress is not.',
  skipped: 'The job was skipped; it will not wait unless the jobs before it are retried.',
  not_external: 'The job is not an external job; runners report on it.',
  unknown_job: 'No job has all the keys of the callback; check job_name, job_id, ref, sha and pipeline_id.',
  other_key: 'The job has another match key; leave match_key out or name the right one.',
  pipeline_not_found: 'The project has no pipeline with this pipeline_id.',
  job_not_found: 'The project has no job with this job_id.',
  ended_by_revision: 'The job was waiting for this revision and has ended with this outcome.',
  ended_by_registered_digest: 'The digest was registered for the revision of the job, which has ended with this outcome.',
  ended_by_registry: 'The registry names the revision of the job for this digest; the job has ended with this outcome.',
  ended_by_claimed_revision: 'The event claims the revision of the job, and nobody contradicts; the job has ended with this outcome.',
  ended_by_newer_revision: 'A newer revision has succeeded; the job ends as its on_superseded says.',
  failure_counted: 'The failure was counted; the job goes on waiting until there are as many as its fail_on says.',
  failure_known: 'This failure was counted before; nothing was changed.',
  failure_without_revision: 'The failure names no revision, so it is shown on the job and does not end it.',
  no_outcome: 'What has happened is no outcome that a job waits for.',
  no_revision: 'The event names no revision that can be told from others; it is shown to the jobs that watch the object.',
  older_revision: 'The event is about an older revision than the job waits for.',
  newer_revision: 'The event is about a newer revision; the job waits for its own, as its on_superseded says.',
  other_revision: 'The event is about a revision of another ref; the job waits for its own.',
  revision_sources_disagree: 'Those who say which revision it is about disagree, so nothing stands; look at the artifact revisions and at what the event claims.',
  revision_not_here_yet: 'No pipeline of this revision is there yet; the outcome is kept and applied when one waits for it.',
  digest_unknown: 'Nobody knows yet what this digest stands for; the event is decided again when its artifact revision is registered or the registry answers.',
  newest_is_meant: 'Several jobs fit and the project wants the newest.',
  nobody_watches: 'No job of the project watches this object; an outcome is kept in case one is on its way.',
  consumed_by_earlier_attempt: 'This event is about the end of an earlier attempt of the job; the next needs a new one.',
  ttl_ran_out: 'No job has waited for it for as long as the project keeps early callbacks.',
};

const ORDER = Object.keys(VERDICT_STATUS) as Verdict[];

/** The match that decides the answer, of those that a callback has: there is always one. */
export function leadingMatch<M extends { readonly verdict: Verdict }>(matches: readonly M[]): M {
  const [lead] = [...matches].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  if (!lead) throw new Error('a callback has a match, even if it met nothing');
  return lead;
}
