/** Bridges: both forms of `trigger`, what they hand on, and what is refused; files of a child pipeline read as one. */
import { parseCiConfigs } from '../parse-ci-config';
import { messagesOf, planOf } from '../testing/config.fixture';

const triggerOf = (text: string, variables: Record<string, string> = {}): unknown => {
  const plan = planOf(text, { variables });
  return plan.ok ? plan.value.jobs[0]?.options.trigger : plan.error.message;
};

describe('trigger', () => {
  it.each([
    ['trigger: group/$NAME', { project: 'group/app', strategy: 'none' }],
    ['trigger: { project: a/b, branch: $CI_COMMIT_BRANCH, strategy: depend }', { project: 'a/b', branch: 'main', strategy: 'depend' }],
    ['trigger: { include: child.yml, strategy: mirror }', { include: ['child.yml'], strategy: 'mirror' }],
    ['trigger: { include: [a.yml, { local: "$NAME.yml" }] }', { include: ['a.yml', 'app.yml'], strategy: 'none' }],
  ])('%s', (trigger, expected) => {
    expect(triggerOf(`variables: { NAME: app }\nbridge: { ${trigger} }`)).toEqual({ ...expected, variables: [{ key: 'NAME', value: 'app' }] });
  });

  it.each([
    ['', { ROOT: 'r', OWN: 'o r' }],
    ['forward: { yaml_variables: false }', {}],
    ['forward: { pipeline_variables: true }', { GIVEN: 'g', ROOT: 'r', OWN: 'o r' }],
  ])('hands on variables: %s', (forward, expected) => {
    const text = `variables: { ROOT: r }\nbridge: { trigger: { include: a.yml, ${forward} }, variables: { OWN: o $ROOT } }`;
    const trigger = triggerOf(text, { GIVEN: 'g' }) as { variables: { key: string; value: string }[] };
    expect(Object.fromEntries(trigger.variables.map(({ key, value }) => [key, value]))).toEqual(expected);
  });

  it.each([
    ['trigger: ""', 'jobs:b:trigger config has to be either a string or a hash with project or include'],
    ['trigger: {}', 'jobs:b:trigger config has to be either a string or a hash with project or include'],
    ['trigger: { project: a/b, include: c.yml }', 'jobs:b:trigger config contains unknown keys: project'],
    ['trigger: { include: c.yml, branch: x }', 'jobs:b:trigger config contains unknown keys: branch'],
    ['trigger: { project: a/b, strategy: wait }', 'jobs:b:trigger strategy should be one of: depend, mirror'],
    ['trigger: { include: [] }', 'jobs:b:trigger:include config should have between 1 and 3 files'],
    ['trigger: { include: { remote: http://x } }', 'jobs:b:trigger:include config key remote is not supported yet'],
    ['trigger: a/b, when: delayed', 'jobs:b when should be one of: on_success, on_failure, always, manual'],
    ['trigger: a/b, script: x', 'jobs:b config contains unknown keys: trigger'],
    ['trigger: a/b, rules: [{ when: delayed }]', 'jobs:b:rules:rule when unknown value: delayed'],
  ])('refuses %s', (job, message) => {
    expect(messagesOf(`b: { ${job} }`)).toContain(message);
  });

  it('is empty when its variables are', () => {
    expect(triggerOf('b: { trigger: $NOTHING }')).toBe("'b' job: trigger is empty once its variables are expanded");
  });

  it('plans a manual bridge that may fail, as GitLab does', () => {
    const plan = planOf('b: { trigger: a/b, when: manual }');
    expect(plan.ok && plan.value.jobs[0]).toMatchObject({ kind: 'bridge', when: 'manual', allowFailure: true });
  });
});

describe('several files', () => {
  const files = (...texts: readonly string[]) => texts.map((text, index) => ({ path: `${index}.yml`, text }));

  it('are merged key by key, the last one wins', () => {
    const config = parseCiConfigs(files('stages: [a]\nx: { stage: a, script: one, tags: [t] }', 'x: { script: two }\ny: { stage: a, script: y }'));
    expect(config.ok && config.value.jobs).toMatchObject([
      { name: 'x', script: ['two'], tags: ['t'] },
      { name: 'y', script: ['y'] },
    ]);
  });

  it('name the file, line and column of a problem', () => {
    const config = parseCiConfigs(files('x: { script: one }', '\n  y:\n    script: y\n    foo: 1\n'));
    expect(config).toEqual({
      ok: false,
      error: [{ message: 'jobs:y config contains unknown keys: foo', path: 'jobs:y', file: '1.yml', line: 4, column: 5 }],
    });
    const broken = parseCiConfigs(files('x: { script: one }', 'y: ['));
    expect(broken.ok ? [] : broken.error.map(({ file }) => file)).toEqual(['1.yml']);
  });

  it('share every limit', () => {
    const half = `#${'x'.repeat(600_000)}\n`;
    expect(parseCiConfigs(files(`${half}x: { script: one }`)).ok).toBe(true);
    expect(parseCiConfigs(files(`${half}x: { script: one }`, `${half}y: { script: y }`)).ok).toBe(false);
  });
});
