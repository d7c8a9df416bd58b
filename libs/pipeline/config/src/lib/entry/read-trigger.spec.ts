/**
 * Bridges: both forms of `trigger` with every key, GitLab's wording for what is refused, and what a plan says about the
 * pipeline to come: expanded paths, and the variables that are handed on.
 */
import type { TriggerOptions } from '@holdpoint/pipeline-domain';
import { CONFIG_LIMITS } from '../config-limits';
import { expandPersisted } from '../plan/persisted-variables';
import { configOf, given, messagesOf, planOf } from '../testing/config.fixture';

const planned = (text: string, variables: Record<string, string> = {}): unknown => {
  const plan = planOf(text, { variables: given(variables) });
  return plan.ok ? plan.value.jobs[0] : plan.error.message;
};

const triggerOf = (text: string, variables: Record<string, string> = {}): unknown => {
  const plan = planOf(text, { variables: given(variables) });
  return plan.ok ? plan.value.jobs[0]?.options.trigger : plan.error.message;
};

/** What a bridge with the id 9 triggers in a pipeline with the id 7. */
const triggeredBy = (text: string): TriggerOptions =>
  expandPersisted(triggerOf(text) as TriggerOptions, { CI_PIPELINE_ID: '7', CI_PIPELINE_IID: '2', CI_JOB_ID: '9' });

describe('what is triggered', () => {
  it.each([
    ['trigger: group/$NAME', { project: 'group/app', strategy: 'none' }],
    ['trigger: { project: $NAME/b }', { project: 'app/b', strategy: 'none' }],
    ['trigger: { project: "$$NAME/%%NAME%%", branch: "$$$$NAME-$NO" }', { project: '$app/%app%', branch: '$$$app-', strategy: 'none' }],
    ['trigger: { project: a/b, branch: $CI_COMMIT_BRANCH, strategy: depend }', { project: 'a/b', branch: 'main', strategy: 'depend' }],
    ['trigger: { include: child.yml, strategy: mirror }', { include: ['child.yml'], strategy: 'mirror' }],
    ['trigger: { include: [a.yml, { local: "$NAME.yml" }, /c.yml] }', { include: ['a.yml', 'app.yml', '/c.yml'], strategy: 'none' }],
  ])('%s', (trigger, expected) => {
    expect(triggerOf(`variables: { NAME: app }\nbridge: { ${trigger} }`)).toEqual({ ...expected, variables: [{ key: 'NAME', value: 'app' }] });
  });

  it('is expanded with the variables of the job and of the matching rule', () => {
    const text = 'b: { trigger: { project: $A/$B }, variables: { A: own, B: own }, rules: [{ if: $CI, variables: { B: rule } }] }';
    expect(triggerOf(text)).toMatchObject({ project: 'own/rule' });
    expect(triggerOf(text, { A: 'given' })).toMatchObject({ project: 'given/rule' });
  });

  it.each([
    ['trigger: $NOTHING', 'project'],
    ['trigger: { project: "$NOTHING " }', 'project'],
    ['trigger: { project: a/b, branch: $NOTHING }', 'branch'],
    ['trigger: { include: [a.yml, $NOTHING] }', 'include'],
  ])('may not be empty once its variables are known: %s', (trigger, key) => {
    expect(triggerOf(`b: { ${trigger} }`)).toBe(`'b' job: trigger:${key} is empty once its variables are expanded`);
  });

  it('is told for every bridge that has nothing to trigger', () => {
    expect(triggerOf('a: { trigger: $NOTHING }\nb: { trigger: { include: $NOTHING } }')).toBe(
      "'a' job: trigger:project is empty once its variables are expanded\n'b' job: trigger:include is empty once its variables are expanded",
    );
  });
});

describe('variables that are handed on', () => {
  const handedOn = (forward: string, values: Record<string, string> = { GIVEN: 'g', OWN: 'given' }): unknown => {
    const text = `
variables: { ROOT: r }
workflow: { rules: [{ if: $CI, variables: { FLOW: f } }] }
b: { trigger: { include: a.yml, ${forward} }, variables: { OWN: "o-$ROOT", RAW: { value: $ROOT, expand: false } }, rules: [{ if: $CI, variables: { RULE: u } }] }`;
    const trigger = triggerOf(text, values) as { variables: { key: string; value: string }[] };
    return Object.fromEntries(trigger.variables.map(({ key, value }) => [key, value]));
  };
  const own = { ROOT: 'r', FLOW: 'f', OWN: 'o-r', RAW: '$ROOT', RULE: 'u' };

  it.each([
    ['by default', '', own],
    ['with both', 'forward: { yaml_variables: true, pipeline_variables: true }', { ...own, OWN: 'given', GIVEN: 'g' }],
    ['without the own', 'forward: { yaml_variables: false }', {}],
    ['with those of the pipeline only', 'forward: { yaml_variables: false, pipeline_variables: true }', { OWN: 'given', GIVEN: 'g' }],
  ])('%s', (_, forward, expected) => {
    expect(handedOn(forward)).toEqual(expected);
  });

  it('are expanded with those that the pipeline was given', () => {
    expect(handedOn('forward: { pipeline_variables: true }', { ROOT: 'new', GIVEN: '$ROOT' })).toMatchObject({ ROOT: 'new', OWN: 'o-new', GIVEN: 'new' });
  });

  it('stay as they are written where that was asked for', () => {
    expect(triggerOf('b: { trigger: x/y, variables: { RAW: { value: $CI, expand: false }, OTHER: $CI } }')).toMatchObject({
      variables: [{ key: 'RAW', value: '$CI', raw: true }, { key: 'OTHER', value: 'true' }],
    });
  });

  it('are expanded once, and so is what is triggered: the rest is for the other pipeline', () => {
    const text = 'b: { trigger: { project: g/$A, branch: $C }, variables: { A: $B, B: b, C: "$C-$$B", D: "$A%A%" } }';
    expect(triggerOf(text)).toMatchObject({
      project: 'g/$B',
      branch: '$C-$$B',
      variables: [{ key: 'A', value: 'b' }, { key: 'B', value: 'b' }, { key: 'C', value: '$C-$$B-$b' }, { key: 'D', value: '$B$B' }],
    });
    expect(triggeredBy('b: { trigger: x/y, variables: { A: $$CI_JOB_ID } }').variables).toEqual([{ key: 'A', value: '$9' }]);
  });

  it('wait for what is known only when the bridge triggers', () => {
    const text = 'variables: { UP: "p-$CI_PIPELINE_ID" }\nb: { trigger: x/y, variables: { A: "$UP/${CI_JOB_ID}/%CI_PIPELINE_IID%/$CI", RAW: { value: $CI_JOB_ID, expand: false } } }';
    expect(triggeredBy(text).variables).toEqual([
      { key: 'UP', value: 'p-7' },
      { key: 'A', value: 'p-7/9/2/true' },
      { key: 'RAW', value: '$CI_JOB_ID', raw: true },
    ]);
  });

  it('wait for it in the other texts of a trigger as well', () => {
    const toProject = 'b: { trigger: { project: "x/y-$CI_JOB_ID", branch: "b-${CI_PIPELINE_IID}", strategy: depend } }';
    expect(triggeredBy(toProject)).toEqual({ project: 'x/y-9', branch: 'b-2', strategy: 'depend', variables: [] });
    expect(triggeredBy('b: { trigger: { include: ["$CI_PIPELINE_ID.yml", $$CI.yml] } }')).toEqual({ include: ['7.yml', '$CI.yml'], strategy: 'none', variables: [] });
  });

  it('are those that the bridge inherits', () => {
    const text = (inherit: string): string => `variables: { A: a, B: b }\nb: { trigger: x/y, inherit: { variables: ${inherit} } }`;
    expect(triggerOf(text('[B]'))).toMatchObject({ variables: [{ key: 'B', value: 'b' }] });
    expect(triggerOf(text('false'))).toMatchObject({ variables: [] });
  });

  it('count towards what a plan may hold', () => {
    const bridges = Array.from({ length: 300 }, (_, index) => `b${index}: { trigger: { include: a.yml, forward: { pipeline_variables: true } } }`);
    expect(planOf(bridges.join('\n'), { variables: given({ BIG: 'x'.repeat(60_000) }) })).toMatchObject({
      ok: false,
      error: { code: 'config_error', message: expect.stringContaining('too many variables') },
    });
    const big = `variables: { A: ${'x'.repeat(60_000)} }\n${bridges.join('\n').replaceAll('include: a.yml', 'project: $A').replaceAll(', forward: { pipeline_variables: true }', ', forward: { yaml_variables: false }')}`;
    expect(planOf(big)).toMatchObject({ ok: false, error: { message: expect.stringContaining('too many variables') } });
  });
});

describe('a trigger', () => {
  const WHENS = 'on_success, on_failure, always, manual';
  const ADVICE = '(a job that runs commands has a `script`, one that waits for another system `external: true`)';

  it.each<[string, ...string[]]>([
    ['trigger: ""', "jobs:b:trigger config can't be blank"],
    ['trigger: {}', "jobs:b:trigger config can't be blank"],
    ['trigger: 1', 'jobs:b:trigger has to be either a string or a hash'],
    ['trigger: [a/b]', 'jobs:b:trigger has to be either a string or a hash'],
    ['trigger: ', `jobs:b config should contain either a trigger or a needs:pipeline ${ADVICE}`],
    ['trigger: { strategy: depend }', "jobs:b:trigger project can't be blank"],
    ['trigger: { project: }', "jobs:b:trigger project can't be blank"],
    ['trigger: { project: [a] }', 'jobs:b:trigger project should be a string'],
    ['trigger: { project: a/b, branch: 1 }', 'jobs:b:trigger branch should be a string'],
    ['trigger: { project: a/b, strategy: wait }', 'jobs:b:trigger strategy should be depend or mirror'],
    ['trigger: { project: a/b, foo: 1 }', 'jobs:b:trigger config contains unknown keys: foo'],
    ['trigger: { project: a/b, inputs: {} }', 'jobs:b:trigger config key inputs is not supported yet'],
    ['trigger: { project: a/b, include: c.yml }', 'jobs:b:trigger config contains unknown keys: project'],
    ['trigger: { include: c.yml, branch: x }', 'jobs:b:trigger config contains unknown keys: branch'],
    ['trigger: { project: a/b, forward: true }', 'jobs:b:trigger:forward config should be a hash'],
    ['trigger: { include: c.yml, forward: { yaml_variables: 1, x: 2 } }', 'jobs:b:trigger:forward config contains unknown keys: x', 'jobs:b:trigger:forward yaml variables should be a boolean value'],
    ['trigger: { include: }', "jobs:b:trigger:include config can't be blank"],
    ['trigger: { include: [] }', "jobs:b:trigger:include config can't be blank"],
    ['trigger: { include: " " }', "jobs:b:trigger:include config can't be blank"],
    ['trigger: { include: [a.yml, b.yml, c.yml, d.yml] }', 'jobs:b:trigger:include config is too long (maximum is 3)'],
    ['trigger: { include: { local: a.yml } }', 'jobs:b:trigger:include config should be an array or a string: write a path, or a list of paths or `local` entries'],
    ['trigger: { include: [{}] }', "jobs:b:trigger:include:include config can't be blank"],
    ['trigger: { include: [1] }', 'jobs:b:trigger:include:include config should be a string'],
    ['trigger: { include: [{ local: [a] }] }', 'jobs:b:trigger:include:include:local config should be a string'],
    ['trigger: { include: [{ local: a.yml, foo: 1 }] }', 'jobs:b:trigger:include:include config contains unknown keys: foo'],
    ['trigger: { include: "https://x/a.yml" }', 'jobs:b:trigger:include config key remote is not supported yet'],
    ...['artifact', 'component', 'project', 'remote', 'template'].map(
      (key) => [`trigger: { include: [{ ${key}: x }] }`, `jobs:b:trigger:include:include config key ${key} is not supported yet`] as [string, string],
    ),
    ['trigger: a/b, when: delayed', `jobs:b when should be one of: ${WHENS}`],
    ['trigger: a/b, when: delayed, start_in: 1 day', 'jobs:b config contains unknown keys: start_in', `jobs:b when should be one of: ${WHENS}`],
    ['trigger: a/b, rules: [{ when: delayed, start_in: 1 day }]', 'jobs:b:rules:rule config contains unknown keys: start_in', 'jobs:b:rules:rule when unknown value: delayed'],
    ['trigger: a/b, script: x', 'jobs:b config contains unknown keys: trigger', 'jobs:b config these keys cannot be used together: trigger, script'],
    ['trigger: a/b, allow_failure: { exit_codes: 1 }', 'jobs:b allow failure should be a boolean value'],
    ['trigger: a/b, needs: { pipeline: c/d }', 'jobs:b:needs:need config key pipeline is not supported yet'],
    ['trigger: [], when: never, stage: x', `jobs:b when should be one of: ${WHENS}`, 'jobs:b:trigger has to be either a string or a hash', 'b job: chosen stage x does not exist; available stages are .pre, build, test, deploy, .post'],
  ])('refuses %s', (job, ...messages) => {
    expect(messagesOf(`b: { ${job} }`)).toEqual(messages);
  });

  it('takes as many files as GitLab does', () => {
    expect(messagesOf(`b: { trigger: { include: [${Array(CONFIG_LIMITS.childIncludes).fill('a.yml').join()}] } }`)).toEqual([]);
  });

  it('can come from extends, with its keys merged', () => {
    const text = '.b: { trigger: { include: a.yml, strategy: depend } }\nb: { extends: .b, trigger: { strategy: mirror } }';
    expect(triggerOf(text)).toEqual({ include: ['a.yml'], strategy: 'mirror', variables: [] });
  });
});

describe('a bridge in a plan', () => {
  it('has what GitLab gives it, and no timeout, retry, script, image or tags even from default:', () => {
    const text = `
default: { image: a, tags: [b], retry: 2, timeout: 1h, interruptible: true }
a: { script: x, stage: build }
b: { trigger: a/b, stage: deploy, needs: [{ job: a, optional: true, artifacts: false }], allow_failure: true, when: always }`;
    const plan = planOf(text);
    expect(plan.ok && plan.value.jobs[1]).toEqual({
      kind: 'bridge',
      name: 'b',
      stage: 'deploy',
      when: 'always',
      allowFailure: true,
      needs: [{ name: 'a', optional: true }],
      startInMs: null,
      timeoutMs: null,
      interruptible: true,
      resourceGroup: null,
      environment: null,
      retry: null,
      options: { trigger: { project: 'a/b', strategy: 'none', variables: [] } },
    });
  });

  it.each([
    ['when: manual', { when: 'manual', allowFailure: true }],
    ['when: manual, allow_failure: false', { when: 'manual', allowFailure: false }],
    ['rules: [{ if: $CI, when: manual, interruptible: true, needs: [] }]', { when: 'manual', allowFailure: false, interruptible: true, needs: [] }],
    ['only: [main]', { when: 'on_success' }],
  ])('follows %s', (keys, expected) => {
    expect(planned(`b: { trigger: a/b, ${keys} }`)).toMatchObject({ kind: 'bridge', ...expected });
  });

  it('is left out by rules, only and except', () => {
    const text = (keys: string): string => `a: { script: x }\nb: { trigger: a/b, ${keys} }`;
    for (const keys of ['rules: [{ if: $NO }]', 'rules: [{ when: never }]', 'only: [tags]', 'except: [main]']) {
      const plan = planOf(text(keys));
      expect(plan.ok && plan.value.jobs.map(({ name }) => name)).toEqual(['a']);
    }
  });

  it('keeps what it triggers as it is written until then', () => {
    expect(configOf('b: { trigger: { include: $A, forward: { pipeline_variables: true } } }').jobs[0]).toMatchObject({
      kind: 'bridge',
      trigger: { project: null, branch: null, include: ['$A'], strategy: 'none', forwardYamlVariables: true, forwardPipelineVariables: true },
    });
  });
});
