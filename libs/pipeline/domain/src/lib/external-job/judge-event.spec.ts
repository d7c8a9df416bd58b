/** What an event does to a job, by its meaning and its revision: every combination of both with every state of a job. */
import { TestPipeline, planOf } from '../processing/facts.fixture';
import { FAIL_ON_MAX } from './count-failure';
import type { CallbackCommand, EventOutcome } from '../commands/pipeline-command';
import { CALLBACK_OUTCOMES } from '../commands/pipeline-command';
import type { ExternalOptions } from '../plan/pipeline-plan';
import { NO_PROGRESS } from '../processing/pipeline-facts';
import { REVISION_RELATIONS, type EventFacts } from './event-facts';
import { hearsOf } from './judge-event';

const object = { kind: 'Kustomization', namespace: 'flux-system', name: 'podinfo' };
const facts: EventFacts = { relation: 'same', source: 'sender', receiver: 'prod', occurredAt: 1, isConsumed: false };

const told = (outcome: EventOutcome, event: Partial<EventFacts> = {}): CallbackCommand => ({
  type: 'callback',
  callbackId: 'c',
  jobId: null,
  jobName: 'wait',
  matchKey: null,
  report: { outcome, progress: { ...NO_PROGRESS, description: outcome } },
  actor: 'prod',
  event: { ...facts, ...event },
});
const created = (options: ExternalOptions = {}): TestPipeline =>
  new TestPipeline(
    planOf([
      { name: 'push', stage: 'a' },
      { name: 'wait', kind: 'external', stage: 'b', timeoutMs: 5_000, options: { external: { object, ...options } } },
      { name: 'verify', stage: 'c' },
    ]),
  );
const waiting = (options: ExternalOptions = {}): TestPipeline => {
  const pipeline = created(options);
  pipeline.fire('success', 'push');
  return pipeline;
};
const judge = (pipeline: TestPipeline, command: CallbackCommand): string => {
  const [result] = pipeline.run(command).results;
  return result?.type === 'matched' ? `${result.match.verdict}: ${result.match.reason}` : 'no match';
};

describe('a waiting job', () => {
  it.each([
    ['success', {}, 'accepted: ended_by_revision', 'success'],
    ['failed', {}, 'accepted: ended_by_revision', 'failed'],
    ['success', { source: 'registered' }, 'accepted: ended_by_registered_digest', 'success'],
    ['success', { source: 'registry' }, 'accepted: ended_by_registry', 'success'],
    ['success', { source: 'claimed' }, 'accepted: ended_by_claimed_revision', 'success'],
    ['running', {}, 'progress: reported_progress', 'running_externally'],
    ['ignored', {}, 'ignored: no_outcome', 'running_externally'],
    ['ignored', { relation: 'older' }, 'ignored: no_outcome', 'running_externally'],
    ['success', { relation: 'older' }, 'stale: older_revision', 'running_externally'],
    ['running', { relation: 'older' }, 'stale: older_revision', 'running_externally'],
    ['failed', { relation: 'older' }, 'stale: older_revision', 'running_externally'],
    ['success', { relation: 'newer' }, 'ignored: newer_revision', 'running_externally'],
    ['success', { relation: 'other' }, 'ignored: other_revision', 'running_externally'],
    ['success', { relation: 'conflict' }, 'conflict: revision_sources_disagree', 'running_externally'],
    ['success', { relation: 'none' }, 'unmatched: no_revision', 'running_externally'],
    ['failed', { relation: 'none' }, 'progress: failure_without_revision', 'running_externally'],
    ['running', { relation: 'none' }, 'progress: reported_progress', 'running_externally'],
    ['canceled', { relation: 'none' }, 'progress: reported_progress', 'running_externally'],
    ['success', { isConsumed: true }, 'duplicate: consumed_by_earlier_attempt', 'running_externally'],
    ['failed', { isConsumed: true, relation: 'none' }, 'progress: failure_without_revision', 'running_externally'],
    ['success', { isConsumed: true, relation: 'newer' }, 'ignored: newer_revision', 'running_externally'],
  ] as const)('is told %s with %j: %s', (outcome, event, verdict, status) => {
    const pipeline = waiting();
    expect(judge(pipeline, told(outcome, event))).toBe(verdict);
    expect(pipeline.view['wait']).toBe(status);
  });

  it('never ends by anything but its own revision, unless it says so of newer ones', () => {
    for (const relation of REVISION_RELATIONS.filter((other) => other !== 'same')) {
      for (const outcome of [...CALLBACK_OUTCOMES, 'ignored'] as const) {
        const pipeline = waiting();
        judge(pipeline, told(outcome, { relation }));
        expect([relation, outcome, pipeline.view['wait']]).toEqual([relation, outcome, 'running_externally']);
      }
    }
  });

  it('shows what it was told of a failure that names no revision', () => {
    const pipeline = waiting();
    judge(pipeline, told('failed', { relation: 'none' }));
    expect(pipeline.job('wait').progress.description).toBe('failed');
  });
});

it.each([
  ['failed', 'ignored: after_end'],
  ['canceled', 'ignored: after_end'],
] as const)('a job that has ended has nothing to do with %s of no revision', (outcome, verdict) => {
  const pipeline = waiting();
  judge(pipeline, told('success'));
  expect(judge(pipeline, told(outcome, { relation: 'none' }))).toBe(verdict);
});

it.each(['failed', 'canceled'] as const)('a job that is being canceled waits on when %s names no revision', (outcome) => {
  const pipeline = waiting();
  pipeline.facts = { ...pipeline.facts, hookEvents: ['cancel'] };
  pipeline.fire('cancel', 'wait');
  expect(judge(pipeline, told(outcome, { relation: 'none' }))).toBe('progress: reported_progress');
  expect(pipeline.view['wait']).toBe('canceling');
});

describe('fail_on', () => {
  it('tells tries by the ids of their events where these have any, whatever their times', () => {
    const pipeline = waiting({ failOn: 2 });
    expect(judge(pipeline, told('failed', { eventId: 'a', occurredAt: 1 }))).toBe('progress: failure_counted');
    expect(judge(pipeline, told('failed', { eventId: 'a', occurredAt: 2 }))).toBe('duplicate: failure_known');
    expect(judge(pipeline, told('failed', { eventId: 'b', occurredAt: 1 }))).toBe('accepted: ended_by_revision');
  });

  it('does not count the success of a newer revision that fails the job: it is no try', () => {
    const pipeline = waiting({ failOn: 3, onSuperseded: 'failed' });
    expect(judge(pipeline, told('success', { relation: 'newer' }))).toBe('accepted: ended_by_newer_revision');
    expect(pipeline.view['wait']).toBe('failed');
  });

  it('counts tries, not deliveries', () => {
    const pipeline = waiting({ failOn: 3 });
    expect(judge(pipeline, told('failed', { occurredAt: 10 }))).toBe('progress: failure_counted');
    expect(judge(pipeline, told('failed', { occurredAt: 10 }))).toBe('duplicate: failure_known');
    expect(judge(pipeline, told('failed', { occurredAt: 5 }))).toBe('progress: failure_counted');
    expect(pipeline.job('wait').reportedFailures).toEqual([10, 5]);
    expect(judge(pipeline, told('failed', { occurredAt: 20 }))).toBe('accepted: ended_by_revision');
    expect(pipeline.view['wait']).toBe('failed');
  });

  it('never ends a job by a failure when it says so, and a success after failures does', () => {
    const pipeline = waiting({ failOn: null });
    for (let at = 1; at < 50; at += 1) judge(pipeline, told('failed', { occurredAt: at }));
    expect(pipeline.view['wait']).toBe('running_externally');
    expect(judge(pipeline, told('success', { occurredAt: 60 }))).toBe('accepted: ended_by_revision');
  });

  it('remembers the last failures alone, however many there are', () => {
    const pipeline = waiting({ failOn: null });
    for (let at = 1; at <= FAIL_ON_MAX + 20; at += 1) judge(pipeline, told('failed', { occurredAt: at }));
    expect(pipeline.job('wait').reportedFailures).toEqual(Array.from({ length: FAIL_ON_MAX }, (_, index) => index + 21));
    expect(judge(pipeline, told('failed', { occurredAt: FAIL_ON_MAX }))).toBe('duplicate: failure_known');
  });

  it.each([{ occurredAt: null }, undefined])('counts each failure that has no time, also two in one instant: %j', (event) => {
    const pipeline = waiting({ failOn: 2 });
    const { event: facts, ...command } = told('failed', event);
    const failed = event ? { ...command, event: facts } : command;
    expect(judge(pipeline, failed as CallbackCommand)).toBe('progress: failure_counted');
    expect(judge(pipeline, failed as CallbackCommand)).toMatch(/^accepted: ended/);
  });

  it('counts anew for the next attempt', () => {
    const pipeline = waiting({ failOn: 2 });
    judge(pipeline, told('failed', { occurredAt: 1 }));
    pipeline.fire('drop', 'wait');
    pipeline.fire('retry', 'wait');
    expect(judge(pipeline, told('failed', { occurredAt: 2 }))).toBe('progress: failure_counted');
  });
});

describe('on_superseded', () => {
  it.each([
    ['success', 'success'],
    ['failed', 'failed'],
  ] as const)('%s ends the job so when a newer revision succeeds, and not when it fails', (onSuperseded, status) => {
    const pipeline = waiting({ onSuperseded });
    expect(judge(pipeline, told('failed', { relation: 'newer' }))).toBe('ignored: newer_revision');
    expect(judge(pipeline, told('success', { relation: 'newer' }))).toBe('accepted: ended_by_newer_revision');
    expect(pipeline.view['wait']).toBe(status);
  });

  it.each(['success', 'failed'] as const)('%s says nothing of the job’s own revision', (onSuperseded) => {
    for (const outcome of ['success', 'failed'] as const) {
      const pipeline = waiting({ onSuperseded });
      expect(judge(pipeline, told(outcome))).toBe('accepted: ended_by_revision');
      expect(pipeline.view['wait']).toBe(outcome);
    }
  });

  it('holds for a job that starts after the newer revision has succeeded', () => {
    const pipeline = created({ onSuperseded: 'failed' });
    expect(judge(pipeline, told('success', { relation: 'newer' }))).toBe('parked: not_waiting_yet');
    pipeline.fire('success', 'push');
    expect(pipeline.view).toMatchObject({ wait: 'failed', verify: 'skipped' });
  });
});

describe('a job that has yet to start', () => {
  it('keeps an outcome of its revision for its start, and nothing else', () => {
    const pipeline = created();
    expect(judge(pipeline, told('running'))).toBe('ignored: not_waiting_yet');
    expect(judge(pipeline, told('failed', { relation: 'none' }))).toBe('ignored: not_waiting_yet');
    expect(judge(pipeline, told('success', { relation: 'older' }))).toBe('stale: older_revision');
    expect(judge(pipeline, told('success'))).toBe('parked: not_waiting_yet');
    pipeline.fire('success', 'push');
    expect(pipeline.view).toMatchObject({ wait: 'success', verify: 'pending' });
  });
});

describe('a job that has ended', () => {
  it('is told the same again every interval, and contradicted by what comes after', () => {
    const pipeline = waiting();
    judge(pipeline, told('success'));
    expect(judge(pipeline, told('success', { occurredAt: 600_000 }))).toBe('duplicate: same_outcome');
    expect(judge(pipeline, told('failed', { occurredAt: 700_000 }))).toBe('conflict: other_outcome_stands');
    expect(pipeline.view['wait']).toBe('success');
  });

  it('is late after its deadline, whoever says what', () => {
    const pipeline = waiting();
    pipeline.now += 5_000;
    expect(judge(pipeline, told('success'))).toBe('late: after_deadline');
    expect(judge(pipeline, told('failed', { relation: 'none' }))).toBe('late: after_deadline');
  });
});

describe('an event that has ended an earlier attempt', () => {
  const again = (outcome: EventOutcome = 'success'): CallbackCommand => told(outcome, { isConsumed: true });

  it('is late for one that its deadline has ended', () => {
    const pipeline = waiting();
    pipeline.now += 5_000;
    expect(judge(pipeline, again())).toBe('late: after_deadline');
  });

  it('is late for one that was canceled', () => {
    const pipeline = waiting();
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    expect(judge(pipeline, again())).toBe('late: after_cancel');
  });

  it.each(['success', 'failed'] as const)('is a duplicate for one that has ended as %s, and no conflict', (outcome) => {
    const pipeline = waiting();
    judge(pipeline, told(outcome));
    expect(judge(pipeline, again())).toBe('duplicate: consumed_by_earlier_attempt');
  });

  it('is a duplicate for one that has yet to start, and is not kept', () => {
    const pipeline = created();
    expect(judge(pipeline, again())).toBe('duplicate: consumed_by_earlier_attempt');
    pipeline.fire('success', 'push');
    expect(pipeline.view['wait']).toBe('running_externally');
  });

  it('does not end one that is being canceled', () => {
    const pipeline = waiting();
    pipeline.facts = { ...pipeline.facts, hookEvents: ['cancel'] };
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    expect(pipeline.view['wait']).toBe('canceling');
    expect(judge(pipeline, again())).toBe('duplicate: consumed_by_earlier_attempt');
    expect(pipeline.view['wait']).toBe('canceling');
  });

  it('is superseded for an attempt that was retried', () => {
    const pipeline = waiting();
    const { id: jobId } = pipeline.job('wait');
    pipeline.fire('drop', 'wait');
    pipeline.fire('retry', 'wait');
    expect(judge(pipeline, { ...again(), jobId })).toBe('superseded: older_attempt');
  });
});

it('hears of an event that named it, by whatever receiver that came', () => {
  expect(hearsOf({ receiver: 'dev' }, { ...facts, receiver: null })).toBe(true);
});

it('hears of one receiver where it names one', () => {
  expect([hearsOf({}, facts), hearsOf({ receiver: 'prod' }, facts), hearsOf({ receiver: 'dev' }, facts), hearsOf({ receiver: 'dev' }, undefined)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
