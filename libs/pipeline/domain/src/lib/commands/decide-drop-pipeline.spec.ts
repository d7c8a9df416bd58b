/** What is failed in a pipeline whose maker was blocked, and that this place alone says so. */
import { planOf, TestPipeline } from '../processing/facts.fixture';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import type { StatusReader } from '../status/status-readers';
import { runPass } from './pipeline-pass';

/** What a drop does to a job that waits outside, where one place has forgotten that status. */
function droppedWithout(reader: StatusReader): string | undefined {
  const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external' }]));
  const { statuses, kinds } = HOLDPOINT_CI_MODEL;
  const model = { kinds, statuses: { ...statuses, hidden: { [reader]: ['running_externally' as const] } } };
  const { changes } = runPass(model, pipeline.facts, [{ type: 'drop_pipeline', failureReason: 'user_blocked', actor: 'ann' }]);
  return changes.jobs[0]?.state.status;
}

it('is every job that has not ended, one that has not begun among them, by its number and for the reason given', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'done' }, { name: 'wait', kind: 'external' }, { name: 'later', stage: 'z' }]));
  pipeline.fire('success', 'done');
  const drop = { type: 'drop_pipeline', failureReason: 'user_blocked', actor: 'ann' } as const;
  const ids = ['wait', 'later'].map((name) => pipeline.job(name).id);
  expect(pipeline.run(drop).results).toEqual([{ type: 'done', jobIds: ids }]);
  expect(pipeline.view).toEqual({ pipeline: 'failed', done: 'success', wait: 'failed', later: 'failed' });
  expect(ids.map((id) => pipeline.facts.jobs.find((job) => job.id === id)?.failureReason)).toEqual(['user_blocked', 'user_blocked']);
  expect(pipeline.run(drop).results).toEqual([{ type: 'refused', refusal: 'pipeline_not_cancelable' }]);
});

it('may be one job alone', () => {
  const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external' }]));
  const { results } = pipeline.run({ type: 'drop_pipeline', failureReason: 'user_blocked', actor: 'ann' });
  expect(results).toEqual([{ type: 'done', jobIds: [pipeline.job('wait').id] }]);
});

it('is not what a cancel reaches: each has a list of its own', () => {
  expect(droppedWithout('pipeline.cancel')).toBe('failed');
  expect(droppedWithout('pipeline.drop')).toBeUndefined();
});
