/** When a bridge asks for its pipeline, and whom history names for what becomes of it. */
import type { Effect } from '../processing/effect';
import { planOf, TestPipeline } from '../processing/facts.fixture';
import { bridged, DOWNSTREAM, send, triggered } from './bridge.fixture';

const pipelineOf = (): TestPipeline =>
  new TestPipeline(
    planOf([
      { name: 'first', stage: 'a' },
      { name: 'bridge', stage: 'b', kind: 'bridge', options: { trigger: { strategy: 'depend', variables: [], include: ['child.yml'] } } },
    ]),
  );
const asked = ({ effects }: TestPipeline): readonly Effect[] => effects.filter(({ type }) => type === 'trigger_downstream');

it('a bridge that never starts asks for no pipeline', () => {
  const skipped = pipelineOf();
  skipped.fire('drop', 'first');
  const canceled = pipelineOf();
  canceled.run({ type: 'cancel_pipeline', actor: 'root' });
  expect([skipped.view['bridge'], canceled.view['bridge']]).toEqual(['skipped', 'canceled']);
  expect([...asked(skipped), ...asked(canceled)]).toEqual([]);
});

it('the child of a bridge is canceled with it, by an event too', () => {
  const pipeline = pipelineOf();
  pipeline.fire('success', 'first');
  const jobId = pipeline.job('bridge').id;
  expect(pipeline.fire('cancel', 'bridge').changes.effects).toEqual([{ type: 'cancel_downstream', jobId }]);
});

it('a pipeline in which nothing is left to cancel has its child pipelines canceled all the same', () => {
  const pipeline = pipelineOf();
  pipeline.fire('success', 'first', 'bridge');
  expect(pipeline.facts.status).toBe('success');
  const { results, changes } = pipeline.run({ type: 'cancel_child', pipelineId: 99 });
  expect(results).toEqual([{ type: 'refused', refusal: 'pipeline_not_cancelable' }]);
  expect(changes.effects).toEqual([{ type: 'cancel_child_pipelines' }]);
});

it('a bridge that has ended is not failed a second time', () => {
  const pipeline = pipelineOf();
  pipeline.fire('success', 'first');
  const failed = { type: 'bridge_failed', jobId: pipeline.job('bridge').id, failureReason: 'unknown_failure' } as const;
  expect([pipeline.run(failed), pipeline.run(failed)].map(({ results }) => results)).toEqual([
    [{ type: 'done', jobIds: [failed.jobId] }],
    [{ type: 'done', jobIds: [] }],
  ]);
});

it('a bridge may end again, so that no end of it is told as the last', () => {
  const pipeline = pipelineOf();
  pipeline.fire('success', 'first');
  pipeline.fire('success', 'bridge');
  const { id } = pipeline.job('bridge');
  expect(pipeline.history.filter(({ jobId }) => jobId === id).map(({ to, ending }) => [to, ending])).toEqual([
    ['pending', false],
    ['success', false],
  ]);
});

it('a bridge that fails without a pipeline names none as the cause', () => {
  const pipeline = pipelineOf();
  pipeline.fire('success', 'first');
  const jobId = pipeline.job('bridge').id;
  const { changes } = pipeline.run({ type: 'bridge_failed', jobId, failureReason: 'downstream_pipeline_creation_failed' });
  expect(changes.history).toMatchObject([{ event: 'drop', cause: { type: 'pipeline', actor: null } }]);
});

it.each([
  ['something is started anew below', 'reset_bridge'],
  ['what it was told does not hold any more', 'correct_bridge'],
] as const)('a bridge that was manual, and is reopened because %s, has its pipeline already', (_why, type) => {
  const pipeline = bridged('mirror');
  send(pipeline, triggered);
  send(pipeline, { type: 'mirror_bridge', downstream: { id: DOWNSTREAM, status: 'manual' } } as never);
  expect(pipeline.view['bridge']).toBe('manual');
  expect(send(pipeline, { type, downstream: { id: DOWNSTREAM, status: 'running' }, told: 'manual', actor: 'root' } as never)).toEqual([]);
  expect(pipeline.view['bridge']).toBe('pending');
});

it('a bridge that has ended and becomes pending once more asks for no second pipeline', () => {
  const skipped = pipelineOf();
  skipped.fire('drop', 'first');
  skipped.fire('enqueue', 'bridge');
  const ended = pipelineOf();
  ended.fire('success', 'first');
  const before = asked(ended).length;
  ended.fire('success', 'bridge');
  ended.fire('pending', 'bridge');
  expect([skipped.view['bridge'], ended.view['bridge']]).toEqual(['pending', 'pending']);
  expect([asked(skipped).length, asked(ended).length - before]).toEqual([0, 0]);
});

it('a bridge without a trigger has nothing to ask for', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'bridge', kind: 'bridge' }]));
  expect([pipeline.view['bridge'], pipeline.effects]).toEqual(['pending', []]);
});
