/** The environment in a plan: its name expanded first, then everything else by what is known of it. */
import { jobOf, planOf } from '../testing/config.fixture';
import type { JobPlan } from '@holdpoint/pipeline-domain';

const KINDS = [
  ['a build', 'script: x'],
  ['an external job', 'external: true'],
  ['a bridge', 'trigger: group/project'],
] as const;

const planned = (text: string): JobPlan => jobOf(text) as JobPlan;

describe.each(KINDS)('the environment of %s', (_kind, keys) => {
  it('is none without the keyword, or where null drops it', () => {
    expect(planned(`deploy: { ${keys} }`).environment).toBeNull();
    expect(planned(`.base: { environment: x }\ndeploy: { extends: .base, ${keys}, environment: null }`).environment).toBeNull();
  });

  it('is a name, which a job starts unless it says otherwise', () => {
    expect(planned(`deploy: { ${keys}, environment: production }`).environment).toEqual({
      name: 'production',
      slug: 'production',
      tier: 'production',
      options: { action: 'start', url: null, tier: null, onStop: null },
    });
  });

  it('is expanded, its address by what is known of it', () => {
    const written = '{ name: review/$CI_COMMIT_REF_NAME, url: "https://$CI_ENVIRONMENT_SLUG.$DOMAIN/$TOLD_LATER", deployment_tier: testing, action: prepare }';
    expect(planned(`variables: { DOMAIN: example.com }\ndeploy: { ${keys}, environment: ${written} }`).environment).toEqual({
      name: 'review/main',
      slug: expect.stringMatching(/^review-main-[0-9a-z]{6}$/),
      tier: 'testing',
      options: { action: 'prepare', url: expect.stringMatching(/^https:\/\/review-main-\w{6}\.example\.com\/\$TOLD_LATER$/), tier: 'testing', onStop: null },
    });
  });

  it.each([
    ['$CI_ENVIRONMENT_NAME', 'review/main'],
    ['${CI_ENVIRONMENT_TIER}.$CI_ENVIRONMENT_ACTION', 'development.start'],
    ['at $CI_ENVIRONMENT_URL', 'at x.review/main'],
  ])('is known to the other texts of the job: %s', (written, key) => {
    const environment = '{ name: review/$CI_COMMIT_REF_NAME, url: x.$CI_ENVIRONMENT_NAME }';
    expect(planned(`deploy: { ${keys}, environment: ${environment}, resource_group: "${written}" }`).resourceGroup).toBe(key);
  });

  it.each([
    ['$EMPTY', 'environment:name is empty once its variables are expanded'],
    ['"x:$EMPTY"', "environment:name can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'"],
    ['$CI_ENVIRONMENT_NAME', "environment:name can't use CI_ENVIRONMENT_NAME: it is not defined"],
    ['{ name: x, url: "$SCHEME:alert(1)" }', 'environment:url javascript scheme is not allowed'],
    ['{ name: x, url: "https://$ID" }', "environment:url can't use CI_JOB_ID: it has no value yet when a pipeline is planned"],
  ])('%s is refused when its variables are known', (written, problem) => {
    const plan = planOf(`variables: { EMPTY: "", SCHEME: javascript, ID: $CI_JOB_ID }\ndeploy: { ${keys}, environment: ${written} }`);
    expect(plan).toEqual({ ok: false, error: { code: 'config_error', message: `'deploy' job: ${problem}` } });
  });
});

it('is what the key of an external job is made of', () => {
  const { options } = planned('wait: { environment: production, external: { match: { key: deploy-$CI_ENVIRONMENT_NAME } } }');
  expect(options.external?.matchKey).toBe('deploy-production');
});
