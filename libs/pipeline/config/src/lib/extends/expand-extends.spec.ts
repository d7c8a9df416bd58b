/**
 * `extends`: what is merged and what is replaced, and GitLab's four errors, whatever the order of the jobs in the text.
 * The limit on chains is tried from both sides and in both orders.
 */
import { CONFIG_LIMITS } from '../config-limits';
import { configOf, messagesOf } from '../testing/config.fixture';

describe('extends', () => {
  it('merges mappings key by key and replaces everything else', () => {
    const text = `
.base: { script: [a, b], tags: [x, y], variables: { A: base, B: base }, retry: { max: 1, when: api_failure } }
test: { extends: .base, tags: [z], variables: { B: own }, retry: { max: 2 } }`;
    expect(configOf(text).jobs[0]).toMatchObject({
      script: ['a', 'b'],
      tags: ['z'],
      retry: { max: 2, when: ['api_failure'] },
      variables: new Map([
        ['A', { value: 'base', expand: true }],
        ['B', { value: 'own', expand: true }],
      ]),
    });
  });

  it('lets later bases override earlier ones and null drop a key', () => {
    const text = `
.one: { script: x, stage: build, when: manual }
.two: { stage: deploy }
test: { extends: [.one, .two], when: }`;
    expect(configOf(text).jobs[0]).toMatchObject({ stage: 'deploy', when: 'on_success' });
  });

  it('takes no base for null, which drops what a merge key brought along', () => {
    const text = '.base: { script: y, stage: build }\n.one: &one { extends: .base, script: x }\ntest: { <<: *one, extends: }';
    expect(configOf(text).jobs).toMatchObject([{ name: 'test', script: ['x'], stage: 'test' }]);
  });

  it('forgets of a key what came before something else than a mapping', () => {
    const text = '.one: { script: x, variables: { A: a } }\n.two: { variables: }\ntest: { extends: [.one, .two], variables: { B: b } }';
    expect(configOf(text).jobs[0]).toMatchObject({ variables: new Map([['B', { value: 'b', expand: true }]]) });
  });

  it('takes visible jobs as bases and leaves them as they are', () => {
    const text = 'a: { script: x, stage: build }\nb: { extends: a, stage: deploy }';
    expect(configOf(text).jobs).toMatchObject([{ stage: 'build' }, { stage: 'deploy' }]);
  });

  it('merges what it extends from, not the base of the base twice', () => {
    const text = '.a: { script: x, stage: build }\n.b: { extends: .a }\nc: { extends: .b }';
    expect(configOf(text).jobs[0]).toMatchObject({ name: 'c', stage: 'build' });
  });
});

describe('an error in extends', () => {
  it.each([
    ['unknown bases', 'a: { extends: [.x, .y] }', 'a: unknown keys in `extends` (.x, .y)'],
    ['a base that is no mapping', 'stages: []\na: { extends: stages }', 'a: invalid base hashes in `extends` (stages)'],
    ['itself', 'a: { extends: a }', 'a: circular dependency detected in `extends`'],
    ['a circle', 'a: { extends: b }\nb: { extends: a }', 'a: circular dependency detected in `extends`'],
    ['no name', 'A: { extends: 1 }', 'jobs:a extends should be an array of strings or a string'],
  ])('%s', (_, text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  it('tells all of them, and nothing that follows from them', () => {
    expect(messagesOf('a: { extends: .x }\nb: { extends: .y }\nc: { script: 1 }')).toEqual([
      'a: unknown keys in `extends` (.x)',
      'b: unknown keys in `extends` (.y)',
    ]);
  });
});

describe('a chain of extends', () => {
  /** `hops` jobs that each extend the next, and a last one that does not. */
  const chain = (hops: number): string[] => [
    ...Array.from({ length: hops }, (_, index) => `.j${index}: { extends: .j${index + 1} }`),
    `.j${hops}: { script: x }`,
    'test: { script: x }',
  ];
  const longest = CONFIG_LIMITS.extendsDepth + 1;

  it.each(['down', 'up'])('may have ten ancestors, written %s', (order) => {
    const write = (hops: number): string => (order === 'up' ? chain(hops).reverse() : chain(hops)).join('\n');
    expect(messagesOf(write(longest))).toEqual([]);
    expect(messagesOf(write(longest + 1))).toEqual([expect.stringMatching(/^\.j\d+: nesting too deep in `extends`$/)]);
  });

  it('of 20,000 does not exhaust the stack', () => {
    expect(messagesOf(chain(20_000).join('\n')).length).toBeGreaterThan(0);
    expect(messagesOf(chain(20_000).reverse().join('\n')).length).toBeGreaterThan(0);
  });
});
