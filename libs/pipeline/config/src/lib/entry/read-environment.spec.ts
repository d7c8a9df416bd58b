/** `environment`: what may be written, what is refused and in which words; and the job that is to stop it. */
import { messagesOf } from '../testing/config.fixture';

const KINDS = [
  ['a build', 'script: x'],
  ['an external job', 'external: true'],
  ['a bridge', 'trigger: group/project'],
] as const;

const NOT_A_NAME = "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, but it cannot start or end with '/'";

describe.each(KINDS)('the environment of %s', (_kind, keys) => {
  const told = (written: string): readonly string[] => messagesOf(`deploy: { ${keys}, environment: ${written} }`);

  it.each([
    'production',
    'review/$CI_COMMIT_REF_NAME',
    '{ name: "a b-c_d.e/f", url: "https://$CI_COMMIT_REF_SLUG.example.com", action: start, deployment_tier: other }',
    'null',
  ])('may be %s', (written) => {
    expect(told(written)).toEqual([]);
  });

  it.each([
    ['1', 'config should be a hash or a string'],
    ['[production]', 'config should be a hash or a string'],
    ['""', "name can't be blank"],
    ['/production', `name ${NOT_A_NAME}`],
    ['{}', "name can't be blank"],
    ['{ name: 1 }', 'name should be a string'],
    ['{ name: "pro:duction" }', `name ${NOT_A_NAME}`],
    [`"${'x'.repeat(256)}"`, 'name is too long (maximum is 255 characters)'],
    ['deploy-$CI_JOB_ID', "name can't use ci_job_id: it has no value yet when a pipeline is planned"],
    ['{ name: x, url: 1 }', 'url should be a string'],
    [`{ name: x, url: "${'x'.repeat(256)}" }`, 'url is too long (maximum is 255 characters)'],
    ['{ name: x, url: "javascript:alert(1)" }', 'url javascript scheme is not allowed'],
    ['{ name: x, url: "https://e/$CI_PIPELINE_ID" }', "url can't use ci_pipeline_id: it has no value yet when a pipeline is planned"],
    ['{ name: x, action: deploy }', 'action should be start, stop, prepare, verify, or access'],
    ['{ name: x, deployment_tier: live }', 'deployment tier must be one of production, staging, testing, development, other'],
    ['{ name: x, on_stop: [y] }', 'on stop should be a string'],
    ['{ name: x, auto_stop_in: 1 day }', 'config key auto_stop_in is not supported yet'],
    ['{ name: x, kubernetes: { namespace: y } }', 'config key kubernetes is not supported yet'],
    ['{ name: x, hostname: y }', 'config contains unknown keys: hostname'],
  ])('%s is refused', (written, problem) => {
    expect(told(written)).toEqual([`jobs:deploy:environment ${problem}`]);
  });
});

describe('the job that on_stop names', () => {
  const told = (stop: string): readonly string[] =>
    messagesOf(`deploy: { script: x, environment: { name: review, on_stop: stop } }\n${stop}`);

  it.each([
    ['other: { script: x }', 'on_stop job stop is not defined'],
    ['stop: { script: x }', 'on_stop job stop does not have environment defined'],
    ['stop: { script: x, environment: { name: other, action: stop } }', 'on_stop job stop have different environment name'],
    ['stop: { script: x, environment: review }', 'on_stop job stop needs to have action stop defined'],
  ])('%s', (stop, problem) => {
    expect(told(stop)).toEqual([`deploy job: ${problem}`]);
  });

  it.each(['environment: { name: review, action: stop }', 'when: manual, environment: { name: review, action: stop }'])('may have %s', (keys) => {
    expect(told(`stop: { script: x, ${keys} }`)).toEqual([]);
  });

  it('is not told twice what is wrong with it', () => {
    expect(told('stop: { script: x, environment: { name: /, action: stop } }')).toHaveLength(1);
  });
});
