/** The rules by which a difference between two runs becomes a symptom; each row is one difference. */
import type { Symptom } from '@holdpoint/evaluation-experiment';
import type { Status } from '@holdpoint/pipeline-domain';
import { advance, callback, event, newerCommit, user, type Scenario, type ScenarioStep } from './scenario';
import { sightingsOf } from './sightings-of';
import type { JobSeen, Snapshot } from './snapshot';

const seen = (status: Status, rest: Partial<JobSeen> = {}): JobSeen => ({
  status,
  attempt: 1,
  failureReason: null,
  times: { startedAt: null, finishedAt: null, deadlineAt: null },
  actions: ['cancel'],
  lists: ['jobs'],
  waits: 'waiting',
  deployment: null,
  environment: null,
  ...rest,
});
const snapshot = (status: Status, rest: Partial<Snapshot> = {}, job: Partial<JobSeen> = {}): Snapshot => ({
  answer: { type: 'done', text: 'done' },
  view: { pipeline: 'running', stages: { test: 'running' }, jobs: { job: status } },
  jobs: { job: seen(status, job) },
  pipeline: { startedAt: null, finishedAt: null, durationMs: null, wakeAt: null },
  told: {},
  ...rest,
});
const answered = (text: string, type: Snapshot['answer']['type'] = 'done'): Partial<Snapshot> => ({ answer: { type, text } });
const folded = (pipeline: string, stage: string, job: Status): Partial<Snapshot> => ({ view: { pipeline, stages: { test: stage }, jobs: { job } } });

/** The worst after the only step of a scenario, and its words. */
function worst(step: ScenarioStep, from: Status, product: Snapshot, changed: Snapshot): readonly [Symptom, string] | null {
  const scenario: Scenario = { name: 's', config: '', hooks: [], steps: [step] };
  const [found] = sightingsOf(scenario, [snapshot(from), product], [snapshot(from), changed]);
  const [sighting] = found?.sightings ?? [];
  return sighting ? [sighting.symptom, sighting.text] : null;
}

const success = callback('job', 'success');
const timedOut = { failureReason: 'job_execution_timeout' };

it.each<[string, ScenarioStep, Status, Snapshot, Snapshot, Symptom | null]>([
  ['nothing differs', success, 'created', snapshot('pending'), snapshot('pending'), null],
  ['a job runs that should wait', success, 'created', snapshot('created'), snapshot('pending'), 'started_early'],
  ['a job runs that should be skipped', success, 'created', snapshot('skipped'), snapshot('running'), 'started_early'],
  ['a job has run before and is not looked at again', success, 'success', snapshot('created'), snapshot('success'), 'wrong_status'],
  ['a pipeline passes that goes on', success, 'success', snapshot('success'), snapshot('success', folded('success', 'running', 'success')), 'wrong_success'],
  ['a stage passes that goes on', success, 'success', snapshot('success'), snapshot('success', folded('running', 'success', 'success')), 'wrong_success'],
  ['a waiting job never ends', success, 'running_externally', snapshot('success'), snapshot('running_externally'), 'stuck'],
  ['a job is never started', success, 'created', snapshot('skipped'), snapshot('created'), 'stuck'],
  ['a build is left to its runner', success, 'created', snapshot('skipped'), snapshot('failed'), 'wrong_status'],
  ['a deadline passes without effect', advance(61), 'running_externally', snapshot('failed', {}, timedOut), snapshot('running_externally'), 'no_timeout'],
  ['a grace period passes without effect', advance(6), 'canceling', snapshot('canceled'), snapshot('canceling'), 'no_timeout'],
  ['a dependent of what timed out never ends', advance(61), 'created', snapshot('skipped'), snapshot('created'), 'stuck'],
  ['a pipeline never ends', success, 'success', snapshot('success', folded('failed', 'running', 'success')), snapshot('success'), 'stuck'],
  ['a request fails', success, 'running_externally', snapshot('success'), snapshot('running_externally', answered('boom', 'crashed')), 'server_error'],
  ['a pipeline shows another status', success, 'success', snapshot('success'), snapshot('success', folded('failed', 'running', 'success')), 'wrong_status'],
  ['a pipeline differs as its job does', success, 'running', snapshot('running'), snapshot('failed', folded('failed', 'failed', 'failed')), 'wrong_status'],
  ['a cancel leaves the job', event('cancel', 'job'), 'running_externally', snapshot('canceled'), snapshot('running_externally'), 'cancel_without_effect'],
  ['a newer commit leaves the job', newerCommit, 'running_externally', snapshot('canceled'), snapshot('running_externally'), 'cancel_without_effect'],
  ['the other system is not told of a cancel', event('cancel', 'job'), 'canceling', snapshot('canceling', { told: { 'send_hook cancel job': 1 } }), snapshot('canceling'), 'cancel_without_effect'],
  ['a cancel is refused', user('cancel', 'job'), 'created', snapshot('created'), snapshot('created', answered('no', 'refused')), 'cancel_without_effect'],
  ['a retry makes no attempt', event('retry', 'job'), 'failed', snapshot('created', {}, { attempt: 2 }), snapshot('failed'), 'retry_lost'],
  ['a retry is refused', user('retry', 'job'), 'failed', snapshot('failed'), snapshot('failed', answered('no', 'refused')), 'retry_lost'],
  ['a job is skipped', success, 'created', snapshot('pending'), snapshot('skipped'), 'skipped'],
  ['a job has an attempt too many', user('retry', 'job'), 'running', snapshot('running'), snapshot('running', {}, { attempt: 2 }), 'duplicate'],
  ['something is sent twice', success, 'running', snapshot('running', { told: { hook: 1 } }), snapshot('running', { told: { hook: 2 } }), 'duplicate'],
  ['a repeated callback is taken again', success, 'success', snapshot('success', answered('duplicate: same')), snapshot('success', answered('accepted: ended')), 'duplicate'],
  ['a callback is turned away', success, 'running', snapshot('running', answered('accepted: ended')), snapshot('running', answered('late: after_end')), 'refused'],
  ['an event is refused', event('run', 'job'), 'running', snapshot('running'), snapshot('running', answered('illegal_event', 'refused')), 'refused'],
  ['a button is missing', success, 'running', snapshot('running'), snapshot('running', {}, { actions: [] }), 'not_shown'],
  ['a list leaves the job out', success, 'running', snapshot('running'), snapshot('running', {}, { lists: [] }), 'not_shown'],
  ['the reason to wait is wrong', success, 'running', snapshot('running'), snapshot('running', {}, { waits: 'ended' }), 'not_shown'],
  ['a hook other than of a cancel is not sent', success, 'running', snapshot('running', { told: { hook: 1 } }), snapshot('running'), 'not_shown'],
  ['a time is missing', success, 'running', snapshot('running', { pipeline: { ...snapshot('running').pipeline, durationMs: 60_000 } }), snapshot('running'), 'wrong_time'],
])('where %s', (_, step, from, product, changed, symptom) => {
  expect(worst(step, from, product, changed)?.[0] ?? null).toBe(symptom);
});

it('tells what is seen in words', () => {
  expect(worst(success, 'created', snapshot('created'), snapshot('pending'))).toEqual(['started_early', 'job is pending instead of created']);
  const timed = snapshot('running', { pipeline: { ...snapshot('running').pipeline, wakeAt: 3_600_000 } });
  expect(worst(success, 'running', timed, snapshot('running'))).toEqual(['wrong_time', 'wakeAt of the pipeline is not set instead of 60 minutes']);
});

it('does not take for stuck what ends later', () => {
  const scenario: Scenario = { name: 's', config: '', hooks: [], steps: [success, advance(60)] };
  const product = [snapshot('running_externally'), snapshot('success'), snapshot('success')];
  const changed = [snapshot('running_externally'), snapshot('running_externally'), snapshot('failed')];
  expect(sightingsOf(scenario, product, changed).map(({ sightings }) => sightings[0]?.symptom)).toEqual(['wrong_status']);
});
