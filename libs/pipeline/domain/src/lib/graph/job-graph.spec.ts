import { JobGraph, type GraphJob } from './job-graph';

const job = (name: string, needs: readonly string[] | null = null, retried = false): GraphJob =>
  ({ name, needs: needs && needs.map((need) => ({ name: need })), retried });

describe('JobGraph', () => {
  const jobs = [job('build', null, true), job('build'), job('test', ['build', 'lint'])];
  const graph = new JobGraph(jobs);

  it('finds the latest attempt of a name', () => {
    expect([graph.placeOf('build'), graph.placeOf('test'), graph.placeOf('lint')]).toEqual([1, 2, undefined]);
  });

  it('finds the latest attempts of what a job needs, without those that are not there', () => {
    expect([graph.neededBy(2, jobs[2]?.needs ?? null), graph.neededBy(1, null)]).toStrictEqual([[1], []]);
  });

  it('asks once whether jobs of a stage need each other, be the answer yes or no', () => {
    const find = jest.fn((stagePosition: number) => stagePosition === 1);
    const answers = [0, 1, 0, 1].map((stage) => graph.hasNeedsWithin(stage, () => find(stage)));
    expect([answers, find.mock.calls]).toEqual([[false, true, false, true], [[0], [1]]]);
  });

  it('refuses two attempts that are both the latest of a name', () => {
    expect(() => new JobGraph([job('build'), job('build')])).toThrow('only one attempt of a job is the latest');
  });
});
