/** What the steps of an external job leave: times, jobs to look for parked callbacks for, and hooks. */
import type { PipelineCommand } from '../commands/pipeline-command';
import { PipelinePass } from '../commands/pipeline-pass';
import { planOf, TestPipeline } from '../processing/facts.fixture';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import type { Status } from '../status/status';
import { callbackStatuses } from './callback-statuses';

const waiting = (): TestPipeline => {
  const pipeline = new TestPipeline(planOf([{ name: 'wait', kind: 'external' }]));
  pipeline.facts = { ...pipeline.facts, hookEvents: ['start', 'cancel', 'timeout'] };
  return pipeline;
};
const fire = (event: string): PipelineCommand => ({ type: 'fire_event', event, jobNames: ['wait'], actor: 'sim' });

it.each(['success', 'drop'] as const)('the end of a job by %s is no sign of life, starts no grace, is told to nobody, and nothing was parked for it', (event) => {
  const pipeline = waiting();
  const { heartbeatAt } = pipeline.job('wait');
  pipeline.now += 1_000;
  const pass = new PipelinePass(HOLDPOINT_CI_MODEL, { ...pipeline.facts, now: pipeline.now }, [fire(event)]);
  expect(pass.advance()).toEqual([]);
  expect(pass.changes().effects).toEqual([]);
  pipeline.run(fire(event));
  expect(pipeline.job('wait')).toMatchObject({ heartbeatAt, cancelDeadlineAt: null });
});

it('a job is over once it has ended or was skipped, and has no outcome if it was canceled or skipped', () => {
  const over: readonly Status[] = ['success', 'failed', 'canceled', 'skipped'];
  expect(callbackStatuses(HOLDPOINT_CI_MODEL)).toEqual({ waiting: ['running_externally'], over, canceledOrSkipped: ['canceled', 'skipped'] });
});
