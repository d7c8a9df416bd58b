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
