/** What a waiting job does with signs of life, with cancels that must be acknowledged, and with callbacks that came early. */
import type { CallbackCommand, CallbackOutcome } from '../commands/pipeline-command';
import { PipelinePass } from '../commands/pipeline-pass';
import type { CallbackReport } from '../commands/pipeline-command';
import { planOf, TestPipeline } from '../processing/facts.fixture';
import { NO_PROGRESS } from '../processing/pipeline-facts';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { CANCEL_GRACE_MS } from './after-external-step';
import { callbackKeys, keysOfJob, keysToLock } from './callback-keys';
import { commitStatusMatchKey } from './match-key';
import type { HookEvent } from './hook-event';
import { selectByKey, selectMatches, type CallbackMatchPolicy, type MatchCandidate } from './match-policy';

const HEARTBEAT_MS = 1_000;
const GRACE_MS = 3_000;
const wait = { name: 'wait', kind: 'external', stage: 'b', timeoutMs: 5_000 } as const;
const external = { heartbeatMs: HEARTBEAT_MS, cancelGraceMs: GRACE_MS, matchKey: 'rollout' };
const report = (
  outcome: CallbackOutcome,
  progress: Partial<CallbackReport['progress']> = {},
  overrides: Partial<CallbackCommand> = {},
): CallbackCommand => ({
  type: 'callback',
  callbackId: 'c',
  jobId: null,
  jobName: 'wait',
  matchKey: null,
  report: { outcome, progress: { ...NO_PROGRESS, ...progress } },
  actor: 'flux',
  ...overrides,
});
const judge = (pipeline: TestPipeline, command: CallbackCommand): string => {
  const [result] = pipeline.run(command).results;
  return result?.type === 'matched' ? `${result.match.verdict}: ${result.match.reason}` : 'no match';
};
const waiting = (options: typeof external | object = {}, hookEvents: readonly HookEvent[] = []): TestPipeline => {
  const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, { ...wait, options: { external: options } }, { name: 'last', stage: 'c' }]));
  pipeline.facts = { ...pipeline.facts, hookEvents };
  pipeline.fire('success', 'first');
  return pipeline;
};

describe('progress', () => {
  it('is kept without ending the job; what a report leaves out stays as it was told', () => {
    const pipeline = waiting();
    expect(judge(pipeline, report('running', { percent: 10, description: 'pulling' }))).toBe('progress: reported_progress');
    judge(pipeline, report('running', { percent: 40, targetUrl: 'https://ci.test/0' }));
    judge(pipeline, report('running', { description: 'waiting' }));
    expect(pipeline.job('wait')).toMatchObject({
      status: 'running_externally',
      progress: { percent: 40, description: 'waiting', targetUrl: 'https://ci.test/0' },
    });
    judge(pipeline, report('success', { percent: 100, targetUrl: 'https://ci.test/1' }));
    expect(pipeline.job('wait')).toMatchObject({ status: 'success', progress: { percent: 100, targetUrl: 'https://ci.test/1' } });
  });

  it('is nothing to keep before the job waits, nor after it has ended, and late after a cancel', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, wait]));
    expect(judge(pipeline, report('running'))).toBe('ignored: not_waiting_yet');
    pipeline.fire('success', 'first');
    judge(pipeline, report('success'));
    expect(judge(pipeline, report('running'))).toBe('ignored: after_end');
    const canceled = waiting({});
    canceled.fire('cancel', 'wait');
    expect(judge(canceled, report('running'))).toBe('late: after_end');
  });
});

describe('a heartbeat', () => {
  it('fails the job that has been silent for too long, with a reason of its own, at the moment it fell silent', () => {
    const pipeline = waiting(external);
    const startedAt = pipeline.now;
    pipeline.now += HEARTBEAT_MS - 1;
    judge(pipeline, report('running'));
    pipeline.now += HEARTBEAT_MS;
    pipeline.run({ type: 'process' });
    expect(pipeline.job('wait')).toMatchObject({
      status: 'failed',
      failureReason: 'heartbeat_timeout',
      finishedAt: startedAt + 2 * HEARTBEAT_MS - 1,
    });
    expect(judge(pipeline, report('success'))).toBe('late: after_heartbeat_timeout');
  });

  it('never moves the deadline', () => {
    const pipeline = waiting(external);
    for (let beats = 0; beats < 6; beats += 1) {
      pipeline.now += HEARTBEAT_MS - 100;
      judge(pipeline, report('running'));
    }
    expect(pipeline.job('wait')).toMatchObject({ status: 'failed', failureReason: 'job_execution_timeout' });
  });

  it('wakes the pipeline when it is due, not at the deadline', () => {
    const pipeline = waiting(external);
    expect(pipeline.facts.wakeAt).toBe(pipeline.now + HEARTBEAT_MS);
  });
});

describe('a cancel that the other system is told of', () => {
  const canceled = (): TestPipeline => {
    const pipeline = waiting(external, ['cancel']);
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    return pipeline;
  };

  it('waits in canceling, and so do the jobs after it', () => {
    expect(canceled().view).toMatchObject({ wait: 'canceling', pipeline: 'canceling' });
  });

  it('waits in canceling when the event is fired too', () => {
    const pipeline = waiting(external, ['cancel']);
    pipeline.fire('cancel', 'wait');
    expect(pipeline.view.wait).toBe('canceling');
  });

  it.each([
    ['canceled', 'accepted: acknowledged_the_cancel'],
    ['success', 'late: after_cancel'],
    ['failed', 'late: after_cancel'],
  ] as const)('ends as canceled when %s is reported', (outcome, verdict) => {
    const pipeline = canceled();
    expect(judge(pipeline, report(outcome))).toBe(verdict);
    expect(pipeline.view).toMatchObject({ wait: 'canceled', pipeline: 'canceled' });
  });

  it('stays a cancel once it is acknowledged: that may be said again, and another outcome is late', () => {
    const pipeline = canceled();
    judge(pipeline, report('canceled'));
    expect(judge(pipeline, report('canceled'))).toBe('duplicate: same_outcome');
    expect(judge(pipeline, report('success'))).toBe('late: after_cancel');
    expect(judge(pipeline, report('running'))).toBe('late: after_end');
  });

  it.each([
    ['the grace period', (pipeline: TestPipeline) => (pipeline.now += GRACE_MS)],
    ['another outcome', (pipeline: TestPipeline) => judge(pipeline, report('success'))],
  ])('is acknowledged too late after %s has ended the wait', (_, end) => {
    const pipeline = canceled();
    end(pipeline);
    expect(judge(pipeline, report('canceled'))).toBe('late: after_cancel');
  });

  it('goes on waiting while the work goes on', () => {
    const pipeline = canceled();
    expect(judge(pipeline, report('running', { description: 'rolling back' }))).toBe('progress: reported_progress');
    expect(pipeline.job('wait')).toMatchObject({ status: 'canceling', progress: { description: 'rolling back' } });
  });

  it('ends as canceled when the grace period is over, even if it has a deadline later', () => {
    const pipeline = canceled();
    const endsAt = pipeline.now + GRACE_MS;
    expect(pipeline.facts.wakeAt).toBe(endsAt);
    pipeline.now = endsAt + 70;
    pipeline.run({ type: 'process' });
    expect(pipeline.job('wait')).toMatchObject({ status: 'canceled', finishedAt: endsAt, failureReason: null });
    expect(pipeline.history.findLast(({ from }) => from === 'canceling')).toMatchObject({ event: 'cancel', cause: { type: 'timer' } });
  });

  it('ends as canceled when it is canceled by force, which does nothing to other jobs', () => {
    const pipeline = waiting(external, ['cancel']);
    const force = (name: string) => pipeline.run({ type: 'force_cancel_job', jobId: pipeline.job(name).id, actor: 'root' }).results;
    const refused = [{ type: 'refused', refusal: 'job_not_cancelable' }];
    for (const name of ['first', 'wait', 'last']) expect(force(name)).toEqual(refused);
    pipeline.fire('cancel', 'wait');
    expect(force('wait')).toEqual([{ type: 'done', jobIds: [pipeline.job('wait').id] }]);
    expect(pipeline.job('wait')).toMatchObject({ status: 'canceled', finishedAt: pipeline.now });
    expect(force('wait')).toEqual(refused);
  });

  it('has a grace of its own where the job does not say how long', () => {
    const pipeline = waiting({}, ['cancel']);
    pipeline.fire('cancel', 'wait');
    expect(pipeline.job('wait').cancelDeadlineAt).toBe(pipeline.now + CANCEL_GRACE_MS);
  });

  it('is over at once when the job is retried', () => {
    const pipeline = canceled();
    const { id } = pipeline.job('wait');
    pipeline.run({ type: 'retry_job', jobId: id, actor: 'root' });
    expect(pipeline.facts.jobs.find((job) => job.id === id)).toMatchObject({ status: 'canceled', retried: true });
    expect(pipeline.view['wait']).toBe('running_externally');
  });

  it('does not wait where nobody is told', () => {
    const pipeline = waiting(external);
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    expect(pipeline.view['wait']).toBe('canceled');
  });
});

describe('hooks', () => {
  const all: readonly HookEvent[] = ['start', 'cancel', 'timeout'];
  const told = (run: (pipeline: TestPipeline) => unknown, hookEvents = all): readonly string[] => {
    const pipeline = waiting({}, hookEvents);
    run(pipeline);
    pipeline.run({ type: 'process' });
    return pipeline.effects.map((effect) => ('event' in effect ? effect.event : effect.type));
  };

  it('are told of the start, of a cancel and of the end of its time, and only of what they ask for', () => {
    expect(told(() => undefined)).toEqual(['start']);
    expect(told((pipeline) => pipeline.run({ type: 'cancel_pipeline', actor: 'root' }))).toEqual(['start', 'cancel']);
    expect(told((pipeline) => (pipeline.now += 5_000))).toEqual(['start', 'timeout']);
    expect(told((pipeline) => (pipeline.now += 5_000), ['cancel'])).toEqual([]);
  });

  it('are not told of the end of a job that has never waited', () => {
    const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, { ...wait, options: { external: {} } }]));
    pipeline.facts = { ...pipeline.facts, hookEvents: all };
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    expect(pipeline.view['wait']).toBe('canceled');
    expect(pipeline.effects).toEqual([]);
  });

  it('are not told of what the other system has reported itself', () => {
    for (const outcome of ['success', 'failed', 'canceled'] as const) {
      expect(told((pipeline) => judge(pipeline, report(outcome)))).toEqual(['start']);
    }
  });
});

describe('keys', () => {
  const target = { projectId: 1, pipelineId: null, jobName: 'wait', ref: 'main', sha: 'a'.repeat(40), matchKey: null };

  it('of a callback are those of the job that it means, and of no other', () => {
    const pipeline = waiting(external);
    const keys = keysOfJob(pipeline.facts, pipeline.job('wait'));
    const fits = (changed: Partial<typeof target> | { matchKey: string }): boolean =>
      callbackKeys({ ...target, ...changed }).every((key) => keys.includes(key));
    expect(fits({})).toBe(true);
    expect(fits({ matchKey: 'rollout' })).toBe(true);
    for (const other of [{ jobName: 'other' }, { ref: 'x' }, { sha: 'b'.repeat(40) }, { projectId: 2 }, { matchKey: 'other' }]) {
      expect(fits(other)).toBe(false);
    }
  });

  it('of a report about a commit are those of a job that waits for a commit status, whatever the ref', () => {
    const matchKey = commitStatusMatchKey('flux');
    const keys = (options: object): readonly string[] => {
      const pipeline = waiting(options);
      return keysOfJob(pipeline.facts, pipeline.job('wait'));
    };
    const early = callbackKeys({ ...target, jobName: null, ref: null, matchKey });
    expect(early.every((key) => keys({ commitStatus: 'flux' }).includes(key))).toBe(true);
    expect(early.some((key) => keys({ matchKey: 'flux' }).includes(key))).toBe(false);
    expect(keysToLock(early)).toHaveLength(2);
    expect(judge(waiting({ commitStatus: 'flux' }), report('success', {}, { matchKey }))).toBe('accepted: ended_the_job');
    expect(judge(waiting({ commitStatus: 'other' }), report('success', {}, { matchKey }))).toBe('unmatched: other_key');
  });

  it('need a lock of their own unless a pipeline is locked for them, and every callback without a pipeline has one', () => {
    for (const early of [target, { ...target, matchKey: 'k' }, { ...target, jobName: null, matchKey: 'k' }]) {
      expect(keysToLock(callbackKeys(early)).length).toBeGreaterThan(0);
    }
    expect(keysToLock(callbackKeys({ ...target, ref: null, sha: null, pipelineId: 1 }))).toEqual([]);
  });

  it('that do not agree are not passed over: a callback for another match key is unmatched', () => {
    const pipeline = waiting(external);
    expect(judge(pipeline, report('success', {}, { matchKey: 'other' }))).toBe('unmatched: other_key');
    expect(judge(pipeline, report('success', {}, { matchKey: 'rollout' }))).toBe('accepted: ended_the_job');
  });

  interface Candidate extends MatchCandidate {
    readonly name: string;
  }
  type Select = (policy: CallbackMatchPolicy, candidates: readonly Candidate[]) => ReturnType<typeof selectByKey<Candidate>>;
  const select = (by: Select, policy: CallbackMatchPolicy, candidates: string): string => {
    const jobs = candidates.split(' ').filter(Boolean).map((name) => ({ name, isOver: name === name.toUpperCase(), isWithoutOutcome: name > 'W' && name < 'a' }));
    const selected = by(policy, jobs);
    return selected.ok ? selected.value.map(({ name }) => name).join(' ') : `ambiguous ${selected.error.ambiguous.map(({ name }) => name).join(' ')}`;
  };

  it.each([
    ['all', 'a b c', 'a b c', 'a b c'],
    ['all', 'A b C', 'A b C', 'b'],
    ['all', 'A B', 'A B', 'B'],
    ['newest', 'a b c', 'c', 'c'],
    ['newest', 'a b C', 'C', 'C'],
    ['reject', 'a b C', 'ambiguous a b', 'ambiguous a b'],
    ['reject', 'A b C', 'b', 'b'],
    ['reject', 'A B', 'B', 'B'],
    ['newest', 'a X', 'a', 'a'],
    ['newest', 'A X', 'A', 'A'],
    ['newest', 'X', 'X', 'X'],
    ['reject', 'a X', 'a', 'a'],
    ['all', 'a X', 'a X', 'a'],
    ['all', 'A X', 'A X', 'A'],
    ['reject', 'A X', 'A', 'A'],
    ['reject', 'X', 'X', 'X'],
  ] as const)('%s of %s, oldest first, in capitals if over, X if canceled: %s of a commit, %s of a key', (policy, candidates, ofCommit, ofKey) => {
    expect([select(selectMatches, policy, candidates), select(selectByKey, policy, candidates)]).toEqual([ofCommit, ofKey]);
    expect([select(selectMatches, policy, 'A'), select(selectByKey, policy, 'A'), select(selectByKey, policy, '')]).toEqual(['A', 'A', '']);
  });
});

it('a pass tells once which jobs have begun to wait', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'first', stage: 'a' }, wait]));
  const commands = [{ type: 'process' }, { type: 'fire_event', event: 'success', jobNames: ['first'], actor: 'x' }, { type: 'process' }] as const;
  const pass = new PipelinePass(HOLDPOINT_CI_MODEL, pipeline.facts, commands);
  expect(pass.advance().map(({ name }) => name)).toEqual(['wait']);
  expect(pass.results).toHaveLength(2);
  expect(pass.advance()).toEqual([]);
  expect(pass.results).toHaveLength(3);
});
