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

it('is not what a cancel reaches: each has a list of its own', () => {
  expect(droppedWithout('pipeline.cancel')).toBe('failed');
  expect(droppedWithout('pipeline.drop')).toBeUndefined();
});
