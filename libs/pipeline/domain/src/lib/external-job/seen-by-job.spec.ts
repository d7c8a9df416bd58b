/** Which callbacks a job that waits may have been meant by, whether another has taken them, and why they did nothing to it. */
import { VERDICTS, type Verdict, type VerdictReason } from './callback-match';
import { MISSED_VERDICTS, seenBy, type SeenMatch } from './seen-by-job';

const [JOB, OTHER] = [15, 16];
const match = (jobId: number | null, verdict: Verdict, reason: VerdictReason): SeenMatch => ({ jobId, verdict, reason });

it.each<[string, boolean, readonly SeenMatch[], ReturnType<typeof seenBy>]>([
  ['nothing yet', false, [], { isTaken: false, reason: null }],
  ['no job', false, [match(null, 'unmatched', 'unknown_job')], { isTaken: false, reason: 'unknown_job' }],
  ['no job, until its time was over', false, [match(null, 'parked', 'no_waiting_job'), match(null, 'expired', 'ttl_ran_out')], { isTaken: false, reason: 'no_waiting_job' }],
  ['another job, which it ended', false, [match(OTHER, 'accepted', 'ended_the_job')], { isTaken: true, reason: null }],
  ['another job, which did not wait yet', false, [match(OTHER, 'parked', 'not_waiting_yet')], { isTaken: false, reason: null }],
  ['another job, which was skipped', false, [match(OTHER, 'unmatched', 'skipped')], { isTaken: false, reason: null }],
  ['another job, for which its time was over', false, [match(OTHER, 'expired', 'ttl_ran_out')], { isTaken: false, reason: null }],
  ['no job, because its sources disagree', true, [match(null, 'conflict', 'revision_sources_disagree')], { isTaken: false, reason: 'revision_sources_disagree' }],
  ['no job, first as long as its digest was unknown', true, [match(null, 'parked', 'digest_unknown'), match(null, 'ignored', 'no_waiting_job')], { isTaken: false, reason: 'no_waiting_job' }],
  ['the job among several', false, [match(JOB, 'conflict', 'ambiguous'), match(OTHER, 'conflict', 'ambiguous')], { isTaken: false, reason: 'ambiguous' }],
  ['the job', false, [match(JOB, 'ignored', 'not_waiting_yet')], undefined],
  ['the job with the key of another', false, [match(JOB, 'unmatched', 'other_key')], { isTaken: false, reason: 'other_key' }],
  ['the job before it waited, until its time was over', false, [match(JOB, 'parked', 'not_waiting_yet'), match(JOB, 'expired', 'ttl_ran_out')], { isTaken: false, reason: 'not_waiting_yet' }],
  ['the job before it waited, and is kept', false, [match(JOB, 'parked', 'not_waiting_yet')], undefined],
  ['the job, as an event that it passed over', true, [match(JOB, 'ignored', 'other_revision')], { isTaken: false, reason: 'other_revision' }],
  ['the job, as an event of an older revision', true, [match(JOB, 'stale', 'older_revision')], { isTaken: false, reason: 'older_revision' }],
  ['the job, as an event whose sources disagree', true, [match(JOB, 'conflict', 'revision_sources_disagree')], { isTaken: false, reason: 'revision_sources_disagree' }],
  ['the job, as an event whose time was over', true, [match(JOB, 'expired', 'ttl_ran_out')], { isTaken: false, reason: null }],
  ['the job, as an event whose digest turned out to be older', true, [match(JOB, 'parked', 'digest_unknown'), match(JOB, 'stale', 'older_revision')], { isTaken: false, reason: 'older_revision' }],
  ['the job, as an event that is kept for its digest', true, [match(JOB, 'parked', 'digest_unknown')], { isTaken: false, reason: 'digest_unknown' }],
  ['the job, as an event that is kept for its start', true, [match(JOB, 'parked', 'not_waiting_yet')], undefined],
  ['the job, as an event that was progress', true, [match(JOB, 'progress', 'reported_progress')], undefined],
])('a callback that met %s', (_, isEvent, matches, seen) => {
  expect(seenBy(JOB, isEvent, matches)).toEqual(seen);
});

it('looks for every verdict but signs of life', () => {
  expect(VERDICTS.filter((verdict) => !MISSED_VERDICTS.includes(verdict))).toEqual(['progress']);
});
