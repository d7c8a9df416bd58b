/** What a case file may say: each kind of step is read, what is written is read back, and every mistake is named with its place. */
import type { CaseTransition } from './conformance-case';
import { readCase } from './read-case';
import { writeCase } from './write-case';

const view = { pipeline: 'running', stages: { test: 'running' }, jobs: { wait: 'running_externally' } };
const fileOf = (...steps: readonly string[]): string =>
  [
    'config: { wait: { external: true } }',
    `init: { expect: ${JSON.stringify(view)} }`,
    `transitions: [${steps.map((step) => `{ ${step}, expect: ${JSON.stringify(view)} }`).join(', ')}]`,
  ].join('\n');

const steps: readonly (readonly [string, CaseTransition])[] = [
  ['event: cancel, jobs: [wait]', { event: 'cancel', jobs: ['wait'], refused: false, expect: view }],
  ['event: retry, refused: true', { event: 'retry', jobs: null, refused: true, expect: view }],
  [
    'callback: { job: wait, status: success }',
    { callback: { job: 'wait', status: 'success', attempt: null }, deliveries: 1, verdicts: [], expect: view },
  ],
  [
    'callback: { job: wait, status: failed, attempt: 2, twice: true }, expect_verdict: [accepted, duplicate]',
    { callback: { job: 'wait', status: 'failed', attempt: 2 }, deliveries: 2, verdicts: ['accepted', 'duplicate'], expect: view },
  ],
  [
    'callback: { job: wait, status: running, lost: true }',
    { callback: { job: 'wait', status: 'running', attempt: null }, deliveries: 0, verdicts: [], expect: view },
  ],
  ['advance: 1 hour', { advanceMs: 3_600_000, unnoticed: false, expect: view }],
  ['advance: 1h 30m, unnoticed: true', { advanceMs: 5_400_000, unnoticed: true, expect: view }],
];

it.each(steps)('reads %s', (step, expected) => {
  const read = readCase('case.yml', fileOf(step));
  expect(read).toMatchObject({ ok: true, value: { init: view, transitions: [expected] } });
});

it('reads and writes what shows of jobs beside their statuses, and says what is no instant', () => {
  const details = { wait: { failure_reason: 'api_failure', started_at: 0, finished_at: 5_000, deadline_at: null } };
  const text = (shown: object): string => fileOf('event: drop, jobs: [wait]').replaceAll('"pipeline"', `"details":${JSON.stringify(shown)},"pipeline"`);
  const read = readCase('case.yml', text(details));
  if (!read.ok) throw new Error(read.error);
  expect(read.value.init).toEqual({ ...view, details });
  expect(readCase('case.yml', writeCase(read.value))).toEqual(read);
  expect(readCase('case.yml', text({ wait: { started_at: -1 } }))).toEqual({ ok: false, error: expect.stringContaining('init.expect.details.wait.started_at') });
});

it('reads what it has written', () => {
  const read = readCase('case.yml', fileOf(...steps.map(([step]) => step)));
  if (!read.ok) throw new Error(read.error);
  expect(readCase('case.yml', writeCase(read.value))).toEqual(read);
});

it.each([
  ['job: wait', 'transitions[0] should have one of event, callback, advance'],
  ['event: cancel, advance: 1 hour', 'transitions[0] should have one of event, callback, advance'],
  ['event: cancel, job: wait', 'transitions[0] has the unknown key job; it may have event, jobs, refused, expect'],
  ['event: cancel, refused: false', 'transitions[0].refused should be true or left out'],
  ['advance: soon', 'transitions[0].advance should be a duration such as "1 hour", at most a year'],
  ['advance: 2 years', 'transitions[0].advance should be a duration such as "1 hour", at most a year'],
  ['advance: 60', 'transitions[0].advance should be a string'],
  ['callback: { job: wait }', 'transitions[0].callback.status should be one of running, success, failed, canceled'],
  ['callback: { job: wait, status: success, late: true }', 'transitions[0].callback has the unknown key late; it may have job, status, attempt, lost, twice'],
  ['callback: { job: wait, status: success, attempt: 0 }', 'transitions[0].callback.attempt should be a whole number from 1'],
  ['callback: { job: wait, status: success, lost: true, twice: true }', 'transitions[0].callback is either lost or there twice'],
  ['callback: { job: wait, status: success, lost: true }, expect_verdict: accepted', 'transitions[0].expect_verdict has more verdicts than the callback has deliveries'],
  ['callback: { job: wait, status: success }, expect_verdict: fine', 'transitions[0].expect_verdict should be one of accepted, progress,'],
])('refuses %s', (step, problem) => {
  const read = readCase('case.yml', fileOf(step));
  expect(read).toEqual({ ok: false, error: expect.stringContaining(`case.yml is not a case: ${problem}`) });
});

it('refuses keys that a case does not have', () => {
  expect(readCase('case.yml', `${fileOf()}\nsteps: []`)).toEqual({ ok: false, error: expect.stringContaining('unknown key steps') });
});
