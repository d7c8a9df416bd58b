/** Bridges as the pure core sees them: what they ask for, and how they follow the pipeline that they trigger. */
import { planOf, TestPipeline } from '../processing/facts.fixture';
import { isRetryable } from '../processing/possible-actions';
import { defineStatusModel } from '../status/define-status-model';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import { STATUSES, type Status } from '../status/status';
import { bridged, DOWNSTREAM, send, triggered, type Strategy } from './bridge.fixture';

const mirror = (status: Status) => ({ type: 'mirror_bridge', downstream: { id: DOWNSTREAM, status } }) as const;
const reset = (status: Status) => ({ type: 'reset_bridge', downstream: { id: DOWNSTREAM, status }, actor: 'root' }) as const;
const correct = (status: Status, told: Status = 'failed') => ({ type: 'correct_bridge', downstream: { id: DOWNSTREAM, status }, told }) as const;

describe('a bridge', () => {
  it('asks for its pipeline when it becomes pending, and once', () => {
    const trigger = { strategy: 'depend' as const, variables: [], include: ['child.yml'] };
    const pipeline = new TestPipeline(planOf([{ name: 'first' }, { name: 'bridge', stage: 'b', kind: 'bridge', options: { trigger } }]));
    expect(pipeline.fire('success', 'first').changes.effects).toEqual([{ type: 'trigger_downstream', jobId: pipeline.job('bridge').id }]);
    expect(send(pipeline, triggered)).toEqual([]);
    expect(pipeline.view).toEqual({ pipeline: 'running', first: 'success', bridge: 'running' });
  });

  it('asks again for each new attempt, by the number of that attempt', () => {
    const pipeline = bridged('depend');
    send(pipeline, { type: 'bridge_failed', failureReason: 'downstream_pipeline_creation_failed' } as never);
    const { changes } = pipeline.run({ type: 'retry_job', jobId: pipeline.job('bridge').id, actor: 'root' });
    expect(changes.effects).toEqual([{ type: 'trigger_downstream', jobId: changes.clones[0]?.id }]);
  });

  it('that is played asks for its pipeline', () => {
    const trigger = { strategy: 'none' as const, variables: [], project: 'a/b' };
    const pipeline = new TestPipeline(planOf([{ name: 'bridge', kind: 'bridge', when: 'manual', options: { trigger } }]));
    const jobId = pipeline.job('bridge').id;
    const { changes } = pipeline.run({ type: 'play_job', jobId, actor: 'root' });
    expect(changes.effects).toEqual([{ type: 'trigger_downstream', jobId }]);
    send(pipeline, triggered);
    expect(pipeline.view).toEqual({ pipeline: 'success', bridge: 'success' });
    expect(pipeline.run({ type: 'play_job', jobId, actor: 'root' }).results).toEqual([{ type: 'refused', refusal: 'job_not_playable' }]);
  });

  it('without a strategy succeeds once the pipeline exists', () => {
    const pipeline = bridged('none');
    send(pipeline, triggered);
    send(pipeline, triggered);
    expect(pipeline.view).toEqual({ pipeline: 'running', bridge: 'success', after: 'pending' });
  });

  it('without a strategy has run, and so has a pipeline of nothing else: it has a start and a duration', () => {
    const trigger = { strategy: 'none' as const, variables: [], project: 'a/b' };
    const pipeline = new TestPipeline(planOf([{ name: 'bridge', kind: 'bridge', options: { trigger } }]));
    pipeline.now += 1_000;
    send(pipeline, triggered);
    const { startedAt } = pipeline.job('bridge');
    expect(startedAt).toBe(pipeline.now);
    expect(pipeline.facts).toMatchObject({ status: 'success', startedAt, finishedAt: startedAt, durationMs: 0 });
  });

  it('that was canceled refuses the pipeline that comes too late', () => {
    const pipeline = bridged('depend');
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    const { results } = pipeline.run({ ...triggered, jobId: pipeline.job('bridge').id });
    expect(results).toEqual([{ type: 'refused', refusal: 'bridge_canceled' }]);
  });

  it('fails for the reason given, once, and its pipeline goes by it', () => {
    const pipeline = bridged('depend');
    const failed = { type: 'bridge_failed', failureReason: 'insufficient_bridge_permissions' } as never;
    send(pipeline, failed);
    send(pipeline, failed);
    expect(pipeline.view).toEqual({ pipeline: 'failed', bridge: 'failed', after: 'skipped' });
    expect(pipeline.job('bridge').failureReason).toBe('insufficient_bridge_permissions');
    expect(pipeline.history.filter(({ to }) => to === 'failed')).toHaveLength(1);
  });

  it.each([
    ['pipeline_loop_detected', false],
    ['reached_max_descendant_pipelines_depth', false],
    ['downstream_pipeline_creation_failed', true],
    ['unknown_failure', true],
  ] as const)('that failed with %s can be retried: %s', (failureReason, retryable) => {
    const pipeline = bridged('depend');
    send(pipeline, { type: 'bridge_failed', failureReason } as never);
    expect(isRetryable(HOLDPOINT_CI_MODEL, pipeline.job('bridge'))).toBe(retryable);
  });
});

describe('mirroring', () => {
  /** GitLab's table, written down a second time; what is left out leaves the bridge running. */
  const TABLE: Readonly<Record<Strategy, Partial<Record<Status, Status>>>> = {
    none: {},
    depend: { success: 'success', canceled: 'canceled', failed: 'failed', skipped: 'failed' },
    mirror: { success: 'success', canceled: 'canceled', failed: 'failed', skipped: 'skipped', manual: 'manual' },
  };
  const cases = (['depend', 'mirror'] as const).flatMap((strategy) => STATUSES.map((status) => [strategy, status] as const));

  it.each(cases)('%s takes over %s as the table says, and a second time changes nothing', (strategy, status) => {
    const pipeline = bridged(strategy);
    send(pipeline, triggered);
    send(pipeline, mirror(status));
    const expected = TABLE[strategy][status] ?? 'running';
    expect(pipeline.job('bridge').status).toBe(expected);
    const { version, historySeq } = pipeline.facts;
    send(pipeline, mirror(status));
    send(pipeline, reset(status));
    expect(pipeline.facts).toMatchObject({ version, historySeq });
  });

  it.each(STATUSES)('none leaves a bridge that has ended as it is when its pipeline is %s', (status) => {
    const pipeline = bridged('none');
    send(pipeline, triggered);
    send(pipeline, mirror(status));
    expect(pipeline.job('bridge').status).toBe('success');
  });

  it('may come before the news that the pipeline exists', () => {
    const pipeline = bridged('depend');
    send(pipeline, mirror('success'));
    send(pipeline, triggered);
    expect(pipeline.view).toEqual({ pipeline: 'running', bridge: 'success', after: 'pending' });
  });

  it('leaves what was skipped behind a bridge alone when its pipeline ends otherwise: that takes a reset', () => {
    const pipeline = bridged('depend');
    send(pipeline, triggered);
    send(pipeline, mirror('failed'));
    send(pipeline, mirror('running'));
    expect(pipeline.view).toEqual({ pipeline: 'failed', bridge: 'failed', after: 'skipped' });
    send(pipeline, mirror('success'));
    expect(pipeline.view).toMatchObject({ bridge: 'success', after: 'skipped' });
  });

  it('is corrected only where something was told', () => {
    const pipeline = bridged('depend');
    send(pipeline, triggered);
    send(pipeline, mirror('failed'));
    send(pipeline, correct('success', 'running'));
    expect(pipeline.view).toMatchObject({ bridge: 'success', after: 'skipped' });
  });

  it('is corrected when what was told does not hold any more, but for a bridge that was canceled', () => {
    const pipeline = bridged('depend');
    send(pipeline, triggered);
    send(pipeline, mirror('failed'));
    send(pipeline, correct('running'));
    expect(pipeline.view).toEqual({ pipeline: 'running', bridge: 'pending', after: 'created' });
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    send(pipeline, correct('running'));
    expect(pipeline.view).toMatchObject({ bridge: 'canceled' });
    send(pipeline, reset('running'));
    expect(pipeline.view).toMatchObject({ bridge: 'pending' });
  });

  it('is corrected for a bridge that is canceled because it was told so, and revives in the name of the pipeline below', () => {
    const pipeline = bridged('depend');
    send(pipeline, triggered);
    send(pipeline, mirror('canceled'));
    pipeline.fire('skip', 'after');
    send(pipeline, correct('running', 'canceled'));
    expect(pipeline.view).toMatchObject({ bridge: 'pending', after: 'created' });
    expect(pipeline.history.at(-1)).toMatchObject({ from: 'skipped', to: 'created', cause: { type: 'pipeline', actor: 'pipeline 7' } });
  });

  it('is corrected once: a bridge that shows already what holds is not reopened', () => {
    const pipeline = bridged('depend');
    send(pipeline, triggered);
    send(pipeline, mirror('failed'));
    send(pipeline, correct('success'));
    const steps = pipeline.history.length;
    send(pipeline, correct('success'));
    expect([pipeline.view['bridge'], pipeline.history.length]).toEqual(['success', steps]);
  });

  it('is answered by the number of the bridge; a job that is none has no bridge to speak of', () => {
    const pipeline = bridged('depend');
    const [bridge, build] = [pipeline.job('bridge').id, pipeline.job('after').id];
    for (const command of [triggered, mirror('running'), reset('running'), correct('failed', 'running')]) {
      expect(pipeline.run({ ...command, jobId: bridge }).results).toEqual([{ type: 'done', jobIds: [bridge] }]);
      expect(pipeline.run({ ...command, jobId: build }).results).toEqual([{ type: 'refused', refusal: 'job_not_found' }]);
    }
  });

  it('does not reopen a bridge that was canceled', () => {
    const pipeline = bridged('depend', { project: 'a/b' });
    send(pipeline, triggered);
    pipeline.run({ type: 'cancel_pipeline', actor: 'root' });
    send(pipeline, mirror('success'));
    expect(pipeline.view).toEqual({ pipeline: 'canceled', bridge: 'canceled', after: 'canceled' });
  });

  it('does not touch the attempt that stands when an older one is meant', () => {
    const pipeline = bridged('depend');
    const old = pipeline.job('bridge').id;
    send(pipeline, { type: 'bridge_failed', failureReason: 'downstream_pipeline_creation_failed' } as never);
    pipeline.run({ type: 'retry_job', jobId: old, actor: 'root' });
    const { version } = pipeline.facts;
    pipeline.run({ ...mirror('success'), jobId: old }, { ...reset('running'), jobId: old });
    expect(pipeline.facts.version).toBe(version);
  });

  it('leaves no reason for a failure that was taken back', () => {
    const pipeline = bridged('depend');
    for (const command of [triggered, mirror('failed'), mirror('success')]) send(pipeline, command);
    expect(pipeline.job('bridge')).toMatchObject({ status: 'success', failureReason: null });
  });

  it('goes by data: a strategy without a row takes nothing over', () => {
    const { statuses } = HOLDPOINT_CI_MODEL;
    const unknown = { ...statuses.mirror, depend: { success: 'sleep' } };
    expect(() => defineStatusModel({ ...statuses, mirror: unknown })).toThrow(/no event sleep/);
  });
});

describe('a reset', () => {
  it.each(['success', 'failed', 'canceled'] as const)('of a bridge that is %s waits again and revives what was skipped', (ended) => {
    const pipeline = bridged('depend');
    send(pipeline, triggered);
    const { queuedAt, startedAt } = pipeline.job('bridge');
    pipeline.now += 1_000;
    send(pipeline, mirror(ended));
    send(pipeline, reset('running'));
    expect(pipeline.job('bridge')).toMatchObject({ status: 'pending', queuedAt, startedAt, finishedAt: null, failureReason: null });
    send(pipeline, mirror('success'));
    expect(pipeline.view).toEqual({ pipeline: 'running', bridge: 'success', after: 'pending' });
  });

  it('revives in the name of whoever asked for it, who may do less than the creator of the pipeline', () => {
    const pipeline = bridged('depend');
    send(pipeline, mirror('failed'));
    send(pipeline, reset('running'));
    expect(pipeline.history.filter(({ from, to }) => from === 'skipped' && to === 'created').map(({ cause }) => cause)).toEqual([{ type: 'retry', actor: 'root' }]);
  });

  it('leaves no second request for a pipeline', () => {
    const pipeline = bridged('mirror');
    send(pipeline, mirror('failed'));
    expect(send(pipeline, reset('running'))).toEqual([]);
  });

  it('that finds the pipeline ended otherwise takes that over', () => {
    const pipeline = bridged('depend');
    send(pipeline, mirror('failed'));
    expect(pipeline.view.after).toBe('skipped');
    send(pipeline, reset('success'));
    expect(pipeline.view).toEqual({ pipeline: 'running', bridge: 'success', after: 'pending' });
  });
});
