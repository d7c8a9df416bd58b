/** How long a pipeline has run: the length of the union of the periods of its jobs, whatever their order. */
import { planOf, TestPipeline } from './facts.fixture';

/** Ends jobs after a time in which they have run. */
const endAfter = (pipeline: TestPipeline, ms: number, ...names: readonly string[]): void => {
  pipeline.now += ms;
  pipeline.fire('success', ...names);
};

it('counts periods by when they began, not by the order of the jobs', () => {
  const pipeline = new TestPipeline(
    planOf([
      { name: 'long', kind: 'external', needs: [{ name: 'gate', optional: false }] },
      { name: 'gate', kind: 'external' },
      { name: 'hold', stage: 'z', when: 'manual' },
    ]),
  );
  endAfter(pipeline, 4_000, 'gate');
  endAfter(pipeline, 6_000, 'long');
  expect(pipeline.facts).toMatchObject({ status: 'manual', durationMs: 10_000 });
});

it('leaves out the time between jobs', () => {
  const pipeline = new TestPipeline(
    planOf([{ name: 'a', kind: 'external' }, { name: 'b', stage: 'b', when: 'delayed', startInMs: 9_000 }]),
  );
  endAfter(pipeline, 4_000, 'a');
  pipeline.now += 9_000;
  pipeline.fire('run', 'b');
  endAfter(pipeline, 2_000, 'b');
  expect(pipeline.facts).toMatchObject({ status: 'success', durationMs: 6_000 });
});

it('stays null when a pipeline ends before anything has started, also when the same pass then starts a job', () => {
  const [together, apart] = [new TestPipeline(planOf([{ name: 'a' }])), new TestPipeline(planOf([{ name: 'a' }]))];
  const commands = ['skip', 'process', 'run'].map((event) => ({ type: 'fire_event' as const, event, jobNames: ['a'], actor: 'x' }));
  together.run(...commands);
  for (const command of commands) apart.run(command);
  for (const { facts, now } of [together, apart]) expect(facts).toMatchObject({ status: 'running', startedAt: now, durationMs: null });
});
