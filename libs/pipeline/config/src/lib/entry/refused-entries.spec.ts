/** What is said of entries that are of another type, empty, or have keys that are GitLab's and not supported here; and what is inherited. */
import { jobOf, messagesOf, namesOf } from '../testing/config.fixture';

const job = (keys: string): string => `test: { script: x, ${keys} }`;

it.each([
  [job('image: [a]'), 'jobs:test:image config should be a hash or a string'],
  [job('image: { name: 1 }'), 'jobs:test:image name should be a string'],
  [job('inherit: true'), 'jobs:test:inherit config should be a hash'],
  [job('inherit: { variables: x }'), 'jobs:test:inherit:variables should be a bool or array of strings'],
  [job('inherit: { variables: [1] }'), 'jobs:test:inherit:variables config should be an array of strings'],
  [job('inherit: { default: [toString, image] }'), 'jobs:test:inherit:default config contains unknown values: tostring'],
  [
    job('inherit: { default: [{}, [a]] }'),
    'jobs:test:inherit:default config should be an array of strings',
    'jobs:test:inherit:default config contains unknown values: a hash, an array',
  ],
  [job('needs: [""]'), "jobs:test:needs:need config can't be blank"],
  [job('when: delayed, rules: [{ if: $CI }]'), 'jobs:test start in should be a duration (in a rule)'],
  [`workflow: always\n${job('stage: test')}`, 'workflow config should be a hash'],
  [`workflow: { name: "" }\n${job('stage: test')}`, 'workflow name is too short (minimum is 1 character)'],
  ['test: { trigger: { include: "HTTPS://x.test/a.yml" } }', 'jobs:test:trigger:include config key remote is not supported yet'],
  ['test: { external: false }', 'jobs:test:external config should be true or a hash: remove the key, or write `external: true`, and report the end to the callback endpoint'],
  ['test: { external: 1 }', 'jobs:test:external config should be true or a hash: write `external: true`, and report the end to the callback endpoint'],
])('%s', (text, ...messages) => {
  expect(messagesOf(text)).toEqual(messages);
});

it.each(['docker', 'entrypoint', 'kubernetes', 'ports', 'pull_policy'])('an image with %s is one that is not supported, not one that is wrong', (key) => {
  expect(messagesOf(job(`image: { name: a, ${key}: x }`))).toEqual([`jobs:test:image config key ${key} is not supported yet`]);
});

it('a job that mirrors nothing is not told that needs:pipeline is not supported', () => {
  expect(messagesOf('test: { needs: { job: a } }')).toEqual([expect.stringContaining('should contain either a trigger or a needs:pipeline')]);
});

it('a file may have a name that only holds an address', () => {
  expect(messagesOf('test: { trigger: { include: "a/https://x.yml" } }')).toEqual([]);
});

it('what inherit does not speak of is inherited', () => {
  const text = (inherit: string): string => `default: { image: alpine }\nvariables: { A: "1" }\ntest: { script: x, inherit: { ${inherit} }, rules: [{ if: $A == "1" }] }`;
  expect(namesOf(text('default: false'))).toEqual(['test']);
  expect(jobOf(text('variables: [A]'))).toMatchObject({ options: { image: 'alpine' } });
  expect(jobOf(text('default: false'))).not.toHaveProperty('options.image');
});
