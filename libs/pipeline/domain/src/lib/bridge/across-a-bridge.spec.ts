/** What goes across the link of a bridge: to the pipelines above and below, and to older ones of a ref. */
import { makesOlderRedundant } from '../commands/decide-other-pipeline';
import { planOf, TestPipeline } from '../processing/facts.fixture';
import type { SourceBridge } from '../processing/pipeline-facts';
import { bridged, send, triggered, type Strategy } from './bridge.fixture';

describe('a downstream pipeline', () => {
  const child = (strategy: Strategy): TestPipeline => {
    const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external', options: { external: {} } }, { name: 'hand', stage: 'z', when: 'manual' }]));
    const sourceBridge: SourceBridge = { pipelineId: 1, jobId: 2, strategy };
    pipeline.facts = { ...pipeline.facts, sourceBridge };
    return pipeline;
  };
  const effectsOf = (pipeline: TestPipeline, event: string, ...names: string[]): string[] =>
    pipeline.fire(event, ...names).changes.effects.map(({ type }) => type);

  it.each([
    ['none', [], [], []],
    ['depend', [], ['mirror_status'], ['reset_source_bridge']],
    ['mirror', ['mirror_status'], ['mirror_status'], ['reset_source_bridge']],
  ] as const)('with strategy %s tells its bridge when it blocks, ends and is retried', (strategy, blocks, ends, retried) => {
    const pipeline = child(strategy);
    expect(effectsOf(pipeline, 'success', 'wait')).toEqual(blocks);
    pipeline.facts = { ...pipeline.facts, status: strategy === 'mirror' ? 'manual' : 'running' };
    expect(effectsOf(pipeline, 'drop', 'hand')).toEqual(ends);
    expect(effectsOf(pipeline, 'retry', 'hand')).toEqual(retried);
  });

  it('resets its bridge, which may have been canceled, when something is started in it though its status stays', () => {
    const pipeline = child('depend');
    expect(effectsOf(pipeline, 'play', 'hand')).toEqual(['reset_source_bridge']);
    expect(pipeline.facts.status).toBe('running');
  });

  it('tells its bridge of an end once, not with everything that changes afterwards', () => {
    const pipeline = child('depend');
    expect(effectsOf(pipeline, 'drop', 'wait')).toEqual(['mirror_status']);
    const { changes } = pipeline.fire('process', 'hand');
    expect(changes.history).not.toEqual([]);
    expect([pipeline.facts.status, changes.effects]).toEqual(['failed', []]);
  });

  it('passes on to its own bridge that something was started anew below it, in the name of who did it', () => {
    const told = (type: 'reset_bridge' | 'correct_bridge'): unknown => {
      const pipeline = bridged('depend');
      pipeline.facts = { ...pipeline.facts, sourceBridge: { pipelineId: 1, jobId: 2, strategy: 'depend' } };
      send(pipeline, triggered);
      send(pipeline, { type: 'mirror_bridge', downstream: { id: 7, status: 'failed' } } as never);
      return send(pipeline, { type, downstream: { id: 7, status: 'running' }, told: 'failed', actor: 'ann' } as never);
    };
    expect(told('reset_bridge')).toEqual([{ type: 'reset_source_bridge', actor: 'ann' }]);
    expect(told('correct_bridge')).toEqual([]);
  });

  it('tells its bridge when its external job has timed out', () => {
    const pipeline = child('depend');
    pipeline.now += 3_600_000;
    const { changes } = pipeline.run({ type: 'process' });
    expect([pipeline.facts.status, changes.effects]).toEqual(['failed', [{ type: 'mirror_status' }]]);
  });
});

describe('canceling across a bridge', () => {
  it('takes the child pipelines of a canceled pipeline along, whatever has become of their bridges', () => {
    const pipeline = bridged('none');
    send(pipeline, triggered);
    expect(pipeline.run({ type: 'cancel_pipeline', actor: 'root' }).changes.effects).toEqual([{ type: 'cancel_child_pipelines' }]);
    expect(pipeline.run({ type: 'cancel_pipeline', actor: 'root' }).changes.effects).toEqual([]);
  });

  it('takes the child pipeline of a canceled bridge along, but no pipeline of another project', () => {
    const [child, other] = [bridged('depend'), bridged('depend', { project: 'a/b' })];
    const cancel = (pipeline: TestPipeline) =>
      pipeline.run({ type: 'cancel_job', jobId: pipeline.job('bridge').id, actor: 'root' }).changes.effects;
    expect(cancel(child)).toEqual([{ type: 'cancel_downstream', jobId: child.job('bridge').id }]);
    expect(cancel(other)).toEqual([]);
  });

  it('cancels a child for its parent, and says so', () => {
    const pipeline = bridged('depend');
    pipeline.run({ type: 'cancel_child', pipelineId: 99 });
    expect(pipeline.view.pipeline).toBe('canceled');
    expect(pipeline.history.at(-1)?.cause).toEqual({ type: 'pipeline', actor: 'pipeline 99' });
    expect(pipeline.run({ type: 'cancel_child', pipelineId: 99 }).results).toEqual([{ type: 'refused', refusal: 'pipeline_not_cancelable' }]);
  });
});

describe('a newer commit', () => {
  const pipelineWith = (onNewCommit: 'conservative' | 'interruptible' | 'none', interruptible: boolean): TestPipeline => {
    const jobs = [
      { name: 'wait', kind: 'external' as const, stage: 'a', interruptible, options: { external: {} } },
      { name: 'build', stage: 'b', interruptible: true },
      { name: 'deploy', stage: 'c' },
    ];
    return new TestPipeline({ ...planOf(jobs), autoCancel: { onJobFailure: 'none', onNewCommit } });
  };

  it.each([
    ['conservative', true, ['canceled', 'canceled', 'canceled']],
    ['conservative', false, ['running_externally', 'created', 'created']],
    ['interruptible', true, ['canceled', 'canceled', 'skipped']],
    ['interruptible', false, ['running_externally', 'canceled', 'created']],
    ['none', true, ['running_externally', 'created', 'created']],
  ] as const)('%s, with an external job at work that is interruptible: %s', (onNewCommit, interruptible, expected) => {
    const pipeline = pipelineWith(onNewCommit, interruptible);
    pipeline.run({ type: 'cancel_redundant', pipelineId: 5 });
    pipeline.run({ type: 'cancel_redundant', pipelineId: 5 });
    const after = ['wait', 'build', 'deploy'].map((name) => pipeline.job(name).status);
    expect(after).toEqual(expected);
    const canceled = pipeline.history.filter(({ to }) => to === 'canceled');
    expect(canceled.every(({ cause }) => cause.type === 'auto_cancel' && cause.actor === 'pipeline 5')).toBe(true);
  });

  it.each(['conservative', 'interruptible'] as const)('%s, is not held up by a bridge, nor by a commit status, which is nothing to be interrupted', (onNewCommit) => {
    const jobs = [{ name: 'bridge', kind: 'bridge' as const }, { name: 'later', stage: 'z', interruptible: true }];
    const pipeline = new TestPipeline({ ...planOf(jobs), autoCancel: { onJobFailure: 'none', onNewCommit } });
    pipeline.run({ type: 'commit_status', name: 'ci', state: 'running', description: null, targetUrl: null, coverage: null, actor: 'bot' });
    pipeline.fire('success', 'bridge');
    pipeline.run({ type: 'cancel_redundant', pipelineId: 5 });
    expect(pipeline.view).toMatchObject({ bridge: 'success', later: 'canceled', ci: onNewCommit === 'conservative' ? 'canceled' : 'running' });
  });

  it('leaves a pipeline alone whose uninterruptible work was retried', () => {
    const pipeline = pipelineWith('conservative', false);
    pipeline.fire('drop', 'wait');
    pipeline.run({ type: 'retry_job', jobId: pipeline.job('wait').id, actor: 'root' }, { type: 'cancel_redundant', pipelineId: 5 });
    expect(pipeline.job('wait').status).toBe('running_externally');
  });

  it.each([['api', true], ['push', true], ['pipeline', true], ['parent_pipeline', false], ['external', false]])('makes the older one redundant when its source is %s: %s', (source, expected) => {
    expect(makesOlderRedundant(source)).toBe(expected);
  });
});
