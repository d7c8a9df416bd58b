/** `parallel`: how many jobs become of one, under which names, with which variables, and who needs them. */
import fc from 'fast-check';
import { CONFIG_LIMITS } from '../config-limits';
import { configOf, jobOf, messagesOf, namesOf, planOf } from '../testing/config.fixture';
import { instanceCount, instancesOf, type Parallel } from './parallel';

const TOO_MANY = `config generates too many jobs, needs and variables (maximum is ${CONFIG_LIMITS.parallelWork} in all)`;
const MATRIX = '{ matrix: [{ PROVIDER: aws, STACK: [monitoring, app] }, { PROVIDER: [gcp, 7] }] }';

describe('a number', () => {
  it('makes as many jobs, which know their places', () => {
    const [first, second] = configOf('test: { script: x, parallel: 2 }').jobs;
    expect(first).toMatchObject({ name: 'test 1/2', node: { index: 1, total: 2 } });
    expect(second).toMatchObject({ name: 'test 2/2', node: { index: 2, total: 2 } });
  });

  it('of one makes a job with a place as well', () => {
    expect(namesOf('test: { script: x, parallel: 1 }')).toEqual(['test 1/1']);
  });

  it('is told to rules', () => {
    const text = 'test: { script: x, parallel: 3, rules: [{ if: $CI_NODE_INDEX == "2" && $CI_NODE_TOTAL == "3" }] }';
    expect(namesOf(text)).toEqual(['test 2/3']);
    expect(namesOf('test: { script: x, rules: [{ if: $CI_NODE_INDEX == null && $CI_NODE_TOTAL == "1" }] }')).toEqual(['test']);
  });
});

describe('a matrix', () => {
  it('makes a job for every choice, the last variable first', () => {
    expect(namesOf(`test: { script: x, parallel: ${MATRIX} }`)).toEqual([
      'test: [aws, monitoring]',
      'test: [aws, app]',
      'test: [gcp]',
      'test: [7]',
    ]);
  });

  it('gives its choice to the job as variables, which win over its own and are seen by rules', () => {
    const text = 'test: { script: x, variables: { A: own, B: own }, parallel: { matrix: [{ A: [one, two] }] }, rules: [{ if: $A == "two" }] }';
    const plan = planOf(text);
    expect(plan.ok && plan.value.jobs).toEqual([
      expect.objectContaining({ name: 'test: [two]', options: { script: ['x'], variables: { A: 'two', B: 'own' } } }),
    ]);
  });

  it('makes bridges, whose pipelines get the choice', () => {
    const plan = planOf('deploy: { trigger: { project: a/$STACK }, parallel: { matrix: [{ STACK: [app, db] }] } }');
    expect(plan.ok && plan.value.jobs.map(({ name, options }) => [name, options])).toEqual([
      ['deploy: [app]', { trigger: expect.objectContaining({ project: 'a/app', variables: [{ key: 'STACK', value: 'app' }] }) as unknown }],
      ['deploy: [db]', { trigger: expect.objectContaining({ project: 'a/db', variables: [{ key: 'STACK', value: 'db' }] }) as unknown }],
    ]);
  });

  it('that chooses the same twice makes one job of it', () => {
    expect(namesOf('test: { script: x, parallel: { matrix: [{ A: [1, 1] }, { B: 1 }] } }')).toEqual(['test: [1]']);
  });
});

describe('a need of a parallel job', () => {
  const needsOf = (needs: string, extra = ''): unknown => {
    const plan = planOf(`test: { script: x, parallel: ${MATRIX} }\ndeploy: { script: x, stage: deploy, needs: ${needs}${extra} }`);
    return plan.ok ? plan.value.jobs.at(-1)?.needs?.map(({ name }) => name) : plan.error.message;
  };

  it('is one of all that are made of it', () => {
    expect(needsOf('[test]')).toEqual(['test: [aws, monitoring]', 'test: [aws, app]', 'test: [gcp]', 'test: [7]']);
  });

  it('may choose among them', () => {
    expect(needsOf('[{ job: test, parallel: { matrix: [{ PROVIDER: aws, STACK: app }, { PROVIDER: 7 }] } }]')).toEqual(['test: [aws, app]', 'test: [7]']);
  });

  it('may name one', () => {
    expect(needsOf('["test: [gcp]"]')).toEqual(['test: [gcp]']);
  });

  it('is expanded in rules', () => {
    expect(needsOf('[]', ', rules: [{ needs: [test] }]')).toHaveLength(4);
  });

  it('may be one of an external job, and of a parallel job', () => {
    const text = 'test: { script: x, parallel: 2 }\nwait: { external: true, needs: [test] }\nlast: { script: x, parallel: 2, needs: [{ job: test, optional: true }] }';
    const plan = planOf(text);
    const both = (optional: boolean): object[] => ['test 1/2', 'test 2/2'].map((name) => ({ name, optional }));
    expect(plan.ok && plan.value.jobs.map(({ name, needs }) => [name, needs])).toEqual([
      ['test 1/2', null],
      ['test 2/2', null],
      ['wait', both(false)],
      ['last 1/2', both(true)],
      ['last 2/2', both(true)],
    ]);
  });

  it('must mean jobs that are there, once each, and not itself', () => {
    expect(needsOfMessages('[{ job: test, parallel: { matrix: [{ PROVIDER: azure }] } }]')).toEqual(['deploy job: undefined need: test: [azure]']);
    expect(needsOfMessages('[{ job: test, parallel: { matrix: [{ PROVIDER: azure }] }, optional: true }]')).toEqual([]);
    expect(needsOfMessages('[test, "test: [gcp]"]')).toEqual(['deploy has the following needs duplicated: test: [gcp].']);
    expect(messagesOf('a: { script: x, parallel: 2, needs: ["a 1/2"] }')).toEqual(['The pipeline has circular dependencies: self-dependency: a']);
  });

  const needsOfMessages = (needs: string): readonly string[] =>
    messagesOf(`test: { script: x, parallel: ${MATRIX} }\ndeploy: { script: x, stage: deploy, needs: ${needs} }`);
});

describe('what is wrong with it', () => {
  it.each([
    ['x', 'jobs:test:parallel should be an integer or a hash'],
    ['0', 'jobs:test:parallel config must be greater than or equal to 1'],
    ['201', 'jobs:test:parallel config must be less than or equal to 200'],
    ['1.5', 'jobs:test:parallel config must be an integer'],
    ['{}', 'jobs:test:parallel config missing required keys: matrix'],
    ['{ matrix: [{ A: 1 }], total: 2 }', 'jobs:test:parallel config contains unknown keys: total'],
    ['{ matrix: { A: 1 } }', 'jobs:test:parallel:matrix config should be an array of hashes'],
    ['{ matrix: [A] }', 'jobs:test:parallel:matrix config should be an array of hashes'],
    ['{ matrix: [] }', "jobs:test:parallel:matrix config can't be blank"],
    ['{ matrix: [{}] }', 'jobs:test:parallel:matrix:variables config requires at least 1 items'],
    ['{ matrix: [{ A: 1.5 }] }', 'jobs:test:parallel:matrix:variables config should be a hash of key value pairs, value can be an array'],
    ['{ matrix: [{ yes: a }] }', 'jobs:test:parallel:matrix:variables config should be a hash of key value pairs, value can be an array'],
    ['{ matrix: [{ A: [] }] }', 'jobs:test:parallel:matrix:variables config should be a hash of key value pairs, value can be an array'],
    ['{ matrix: [{ A: [[1]] }] }', 'jobs:test:parallel:matrix:variables config should be a hash of key value pairs, value can be an array'],
    [`{ matrix: [{ A: ${JSON.stringify(Array.from({ length: 201 }, (_, at) => at))} }] }`, 'jobs:test:parallel:matrix config generates too many jobs (maximum is 200)'],
  ])('%s', (parallel, message) => {
    expect(messagesOf(`test: { script: x, parallel: ${parallel} }`)).toEqual([message]);
  });

  it('a bridge and a need take no number', () => {
    expect(messagesOf('test: { trigger: a/b, parallel: 2 }')).toEqual(['jobs:test:parallel config cannot use "parallel: <number>".']);
    expect(messagesOf('a: { script: x, parallel: 2 }\nb: { script: x, needs: [{ job: a, parallel: 2 }] }')).toEqual([
      'jobs:b:needs:need:parallel config cannot use "parallel: <number>".',
    ]);
  });

  it('it makes names that are taken or too long', () => {
    expect(messagesOf('test: { script: x, parallel: 2 }\n"test 1/2": { script: x }')).toEqual([
      'jobs:test:parallel config makes a job whose name is taken: test 1/2',
    ]);
    expect(messagesOf('a: { script: x, parallel: { matrix: [{ A: "b: [c" }] } }\n"a: [b": { script: x, parallel: { matrix: [{ A: c }] } }')).toEqual([
      'jobs:a: [b:parallel config makes a job whose name is taken: a: [b: [c]',
    ]);
    expect(messagesOf(`${'a'.repeat(252)}: { script: x, parallel: 2 }`)).toEqual([
      `jobs:${'a'.repeat(252)}:parallel config makes a job whose name is too long (maximum is 255 characters)`,
    ]);
  });

  it('a matrix of ever more variables is counted and not made', () => {
    const variables = Array.from({ length: 1_100 }, (_, at) => `V${at}: [1, 2]`).join(', ');
    expect(messagesOf(`test: { script: x, parallel: { matrix: [{ ${variables} }] } }`)).toEqual([
      'jobs:test:parallel:matrix config generates too many jobs (maximum is 200)',
    ]);
  });

  it('jobs, needs and variables that are too many in all are counted and not made', () => {
    const jobs = Array.from({ length: 20 }, (_, at) => `j${at}: { script: x, parallel: 200, needs: [${Array.from({ length: at }, (_unused, need) => `j${need}`).join(', ')}] }`);
    expect(messagesOf(jobs.join('\n'))).toContain(`jobs:j2 ${TOO_MANY}`);
    const variables = Array.from({ length: 1_000 }, (_, at) => `V${at}: x`).join(', ');
    expect(messagesOf(`a: { script: x, parallel: 200, variables: { ${variables} } }`)).toEqual([]);
    const matrix = `{ matrix: [{ A: ${JSON.stringify(Array.from({ length: 200 }, (_, at) => at))} }] }`;
    expect(messagesOf(`a: { script: x, parallel: ${matrix}, variables: { ${variables} } }`)).toEqual([`jobs:a ${TOO_MANY}`]);
    const needs = Array.from({ length: 3_000 }, () => '{ job: a, parallel: *m }').join(', ');
    const values = JSON.stringify(Array.from({ length: 14 }, (_, at) => at));
    const text = `.m: &m { matrix: [{ A: ${values}, B: ${values} }] }\na: { script: x, parallel: *m }\nb: { script: x, needs: [${needs}] }`;
    expect(messagesOf(text)[0]).toBe(`jobs:b:needs:need:parallel ${TOO_MANY}`);
  });

  it('beside external it is a keyword like any other', () => {
    expect(messagesOf('wait: { external: true, parallel: 2 }')).toEqual(['jobs:wait config contains unknown keys: parallel']);
  });
});

it('makes a job of each choice, as many as are counted, each with a choice of its own', () => {
  const row = fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(String), { minLength: 1, maxLength: 4 }), { minKeys: 1 });
  fc.assert(
    fc.property(row, (values) => {
      const parallel: Parallel = { type: 'matrix', rows: [new Map(Object.entries(values))] };
      const made = instancesOf('job', parallel);
      expect(made).toHaveLength(instanceCount(parallel));
      expect(made.map(({ node }) => node.index)).toEqual(made.map((_, at) => at + 1));
      for (const { variables } of made) {
        for (const [name, { value }] of variables) expect(values[name]).toContain(value);
      }
    }),
  );
});

it('needs of a rule are those of that rule, also behind a rule that has none', () => {
  const text = 'deploy: { script: x, stage: deploy, needs: [], rules: [{ if: $CI, when: always }, { needs: [test] }] }\ntest: { script: x, parallel: 2 }';
  expect(jobOf(text)).toMatchObject({ name: 'deploy', needs: [] });
  expect(jobOf(text.replace('if: $CI', 'if: $NOPE'))).toMatchObject({ name: 'deploy', needs: [{ name: 'test 1/2' }, { name: 'test 2/2' }] });
});
