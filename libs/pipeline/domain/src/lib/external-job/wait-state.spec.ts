/** Whether a job waits for the outside, what ends that, and what it waits for before it starts. */
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { isYetToStart, waitStateOf, type WaitFacts, type WaitState } from './wait-state';

const job = (overrides: Partial<WaitFacts> = {}): WaitFacts => ({
  kind: 'external',
  name: 'wait',
  status: 'running_externally',
  stagePosition: 2,
  allowFailure: false,
  needs: null,
  deadlineAt: 5_000,
  heartbeatAt: 1_000,
  cancelDeadlineAt: null,
  external: {},
  ...overrides,
});
const before = (name: string, overrides: Partial<WaitFacts>): WaitFacts => job({ name, kind: 'build', stagePosition: 1, ...overrides });
const stateOf = (own: WaitFacts, ...jobs: readonly WaitFacts[]): WaitState => waitStateOf(HOLDPOINT_CI_MODEL.statuses, own, [own, ...jobs]);

it('waits until its deadline, or until it was silent for too long', () => {
  expect(stateOf(job())).toEqual({ type: 'waiting', until: 5_000, limit: 'deadline' });
  expect(stateOf(job({ external: { heartbeatMs: 500 } }))).toEqual({ type: 'waiting', until: 1_500, limit: 'heartbeat' });
  expect(stateOf(job({ external: { heartbeatMs: 4_000 } }))).toEqual({ type: 'waiting', until: 5_000, limit: 'deadline' });
});

it('waits for a cancel to be acknowledged until its grace is over', () => {
  const canceling = job({ status: 'canceling', cancelDeadlineAt: 3_000 });
  expect(stateOf(canceling)).toEqual({ type: 'canceling', until: 3_000, limit: 'cancel_grace' });
});

it.each(['success', 'failed', 'canceled', 'skipped'] as const)('waits for nothing once it is %s', (status) => {
  expect(stateOf(job({ status }))).toEqual({ type: 'ended' });
});

it('waits for nothing outside when it is no external job', () => {
  expect(stateOf(job({ kind: 'build', status: 'running' }))).toEqual({ type: 'not_external' });
});

describe('before it starts', () => {
  it('is yet to start only if it is an external job', () => {
    const kinds = ['external', 'build', 'bridge', 'generic'] as const;
    expect(kinds.filter((kind) => isYetToStart(HOLDPOINT_CI_MODEL.statuses, { kind, status: 'created' }))).toEqual(['external']);
  });

  const jobs = [
    before('running', { status: 'running' }),
    before('done', { status: 'success' }),
    before('failed, may fail', { status: 'failed', allowFailure: true }),
    before('manual', { status: 'manual' }),
    before('manual, may be left out', { status: 'manual', allowFailure: true }),
    before('later', { status: 'created', stagePosition: 3 }),
  ];

  it('waits for what is not over in the stages before it', () => {
    expect(stateOf(job({ status: 'created' }), ...jobs)).toEqual({
      type: 'not_started',
      missing: [
        { name: 'running', status: 'running' },
        { name: 'manual', status: 'manual' },
      ],
    });
  });

  it('waits for what it needs, and for nothing else', () => {
    const needs = ['done', 'later'].map((name) => ({ name, optional: false }));
    expect(stateOf(job({ status: 'created', needs }), ...jobs)).toEqual({ type: 'not_started', missing: [{ name: 'later', status: 'created' }] });
  });
});
