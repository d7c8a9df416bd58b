/**
 * Checks across jobs: stages and needs, with GitLab's wording, all of them told. Cycle detection is compared with a plain
 * search on random graphs (fast-check).
 */
import fc from 'fast-check';
import { messagesOf } from '../testing/config.fixture';
import { findCycles, type CycleGraph } from './find-cycles';

const job = (name: string, stage: string, needs: string): string => `${name}: { script: x, stage: ${stage}, needs: ${needs} }\n`;

describe('needs across jobs', () => {
  it.each([
    ['may be in the same stage', job('a', 'build', '[]') + job('b', 'build', '[a]'), []],
    ['must exist', job('a', 'build', '[x]'), ['a job: undefined need: x']],
    ['may be missing when optional', job('a', 'build', '[{ job: x, optional: true }]'), []],
    ['must not be hidden', `.x: { script: x }\n${job('a', 'build', '[.x]')}`, ['a job: undefined need: .x']],
    [
      'must not be in a later stage',
      job('a', 'build', '[b]') + job('b', 'test', '[]'),
      ['a job: need b is not defined in current or prior stages'],
    ],
    [
      'must not be listed twice',
      job('a', 'build', '[]') + job('b', 'test', '[a, { job: a }]'),
      ['b has the following needs duplicated: a.'],
    ],
    ['must not be itself', job('a', 'build', '[a]'), ['The pipeline has circular dependencies: self-dependency: a']],
    [
      'must not go round',
      job('a', 'test', '[c]') + job('b', 'test', '[a]') + job('c', 'test', '[b]'),
      ['The pipeline has circular dependencies: a -> c -> b -> a'],
    ],
    [
      'must have names of a sane length',
      job('a', 'build', `[${'x'.repeat(256)}]`),
      [`a job: need \`${'x'.repeat(256)}\` name is too long (maximum is 255 characters)`],
    ],
    [
      'are checked in rules, too',
      'a: { script: x, rules: [{ if: $A, needs: [x] }, { needs: [b] }] }\nb: { script: x, stage: deploy }',
      ['a job: undefined need: x', 'a job: need b is not defined in current or prior stages'],
    ],
  ])('%s', (_, text, messages) => {
    expect(messagesOf(text)).toEqual(messages);
  });

  it('are all told', () => {
    expect(messagesOf(job('a', 'nope', '[x, y]') + job('b', 'test', '[b]'))).toEqual([
      'a job: chosen stage nope does not exist; available stages are .pre, build, test, deploy, .post',
      'a job: undefined need: x',
      'a job: undefined need: y',
      'The pipeline has circular dependencies: self-dependency: b',
    ]);
  });

  it('are found beside problems of entries, without telling one slip twice', () => {
    const text = `a: { foo: 1 }\n${job('b', 'build', '[a, x]')}c: { script: x, stage: 1, needs: [b] }`;
    expect(messagesOf(text)).toEqual([
      'jobs a config should implement the script:, run:, trigger:, or external: keyword',
      'jobs:c:stage config should be a string',
      'b job: undefined need: x',
    ]);
  });

  it('may point at and from external jobs', () => {
    expect(messagesOf('a: { script: x }\nwait: { external: true, needs: [a] }\nb: { script: x, needs: [wait] }')).toEqual([]);
  });
});

describe('findCycles', () => {
  const graphs: fc.Arbitrary<CycleGraph> = fc
    .array(fc.array(fc.nat({ max: 9 }), { maxLength: 3 }), { maxLength: 8 })
    .map((rows) => new Map(rows.map((needs, index) => [String(index), needs.map(String)])));

  /** Whether a job can be reached from itself, by plain search. */
  function isOnCycle(graph: CycleGraph, job: string): boolean {
    const reached = new Set(graph.get(job) ?? []);
    for (const next of reached) for (const need of graph.get(next) ?? []) reached.add(need);
    return reached.has(job);
  }

  it('finds one exactly when there is one, and each is one', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const cycles = findCycles(graph);
        expect(cycles.length > 0).toBe([...graph.keys()].some((job) => isOnCycle(graph, job)));
        for (const cycle of cycles) {
          cycle.forEach((job, index) => expect(graph.get(job)).toContain(cycle[(index + 1) % cycle.length]));
        }
        const told = cycles.flat();
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes a chain of 100,000', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => [String(index), [String((index + 1) % 100_000)]] as const);
    expect(findCycles(new Map(chain))[0]).toHaveLength(100_000);
  });
});
