/** `resource_group`: a key that every kind of job may have, with variables; one that cannot be kept is an error, not passed over. */
import { jobOf, messagesOf, planOf } from '../testing/config.fixture';

const KINDS = [
  ['a build', 'script: x'],
  ['an external job', 'external: true'],
  ['a bridge', 'trigger: group/project'],
] as const;

const groupOf = (text: string): unknown => (jobOf(text) as { readonly resourceGroup: unknown }).resourceGroup;

describe.each(KINDS)('the resource group of %s', (_kind, keys) => {
  it.each([
    ['production', 'production'],
    ['review/$CI_COMMIT_REF_NAME', 'review/main'],
    ['"${CI_JOB_NAME} of $CI_PROJECT_NAME"', 'deploy of demo'],
    ['"a b-c_d.e/f"', 'a b-c_d.e/f'],
  ])('%s is %s', (written, key) => {
    expect(groupOf(`deploy: { ${keys}, resource_group: ${written} }`)).toBe(key);
  });

  it('is none without the keyword, or where null drops it', () => {
    expect(groupOf(`deploy: { ${keys} }`)).toBeNull();
    expect(groupOf(`.base: { resource_group: x }\ndeploy: { extends: .base, ${keys}, resource_group: null }`)).toBeNull();
  });

  it.each([
    ['1', 'should be a string'],
    ['[production]', 'should be a string'],
    ['""', "can't be blank"],
    ['/production', "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'"],
    ['"pro:duction"', "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'"],
    [`"${'x'.repeat(256)}"`, 'is too long (maximum is 255 characters)'],
    ['deploy-$CI_PIPELINE_ID', "can't use ci_pipeline_id: it has no value yet when a pipeline is planned"],
  ])('%s is refused when it is written', (written, problem) => {
    expect(messagesOf(`deploy: { ${keys}, resource_group: ${written} }`)).toEqual([`jobs:deploy resource group ${problem}`]);
  });

  it.each([
    ['$EMPTY', 'is empty once its variables are expanded'],
    ['$ODD', "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'"],
    ['$CI_ENVIRONMENT_NAME', "can't use CI_ENVIRONMENT_NAME: it is not defined"],
  ])('%s is refused when its variables are known', (written, problem) => {
    const plan = planOf(`variables: { EMPTY: "", ODD: "a?b" }\ndeploy: { ${keys}, resource_group: ${written} }`);
    expect(plan).toEqual({ ok: false, error: { code: 'config_error', message: `'deploy' job: resource_group ${problem}` } });
  });
});

it('is told beside what else the variables of a job have made of it', () => {
  const plan = planOf('wait: { external: { match: { key: $NONE } }, resource_group: $NONE }');
  expect(plan.ok ? '' : plan.error.message.split('\n')).toEqual([
    "'wait' job: resource_group is empty once its variables are expanded",
    "'wait' job: external:match:key is empty once its variables are expanded",
  ]);
});
