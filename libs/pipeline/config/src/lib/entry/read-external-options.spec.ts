/** What `external` says of its wait: the key it is found by, its heartbeat, the grace of a cancel; and what is refused. */
import { messagesOf, planOf } from '../testing/config.fixture';

const externalOf = (text: string, variables: Record<string, string> = {}): unknown => {
  const plan = planOf(text, { variables });
  return plan.ok ? plan.value.jobs[0]?.options.external : plan.error.message;
};

it('plans the key with its variables, and waits in milliseconds', () => {
  const text = 'variables: { ENV: prod }\nwait: { external: { match: { key: "$ENV/$CI_COMMIT_SHORT_SHA" }, heartbeat: 5 minutes, cancel_grace: 30s } }';
  expect(externalOf(text)).toEqual({ matchKey: 'prod/01234567', heartbeatMs: 300_000, cancelGraceMs: 30_000 });
  expect(externalOf(text, { ENV: 'test' })).toMatchObject({ matchKey: 'test/01234567' });
});

it.each([
  ['$NOTHING', "'wait' job: external:match:key is empty once its variables are expanded"],
  ['$LONG', "'wait' job: external:match:key is too long (maximum is 255 characters)"],
])('refuses the key %s when the pipeline is planned', (key, message) => {
  expect(externalOf(`wait: { external: { match: { key: ${key} } } }`, { LONG: 'x'.repeat(256) })).toBe(message);
});

it.each([
  ['match: x', 'jobs:wait:external:match config should be a hash: write `match: { key: … }`'],
  ['match: {}', "jobs:wait:external:match key can't be blank"],
  ['match: { key: " " }', "jobs:wait:external:match key can't be blank"],
  ['match: { key: [a] }', 'jobs:wait:external:match:key config should be a string'],
  ['match: { key: a, sha: b }', 'jobs:wait:external:match config contains unknown keys: sha'],
  ['heartbeat: 5', 'jobs:wait:external:heartbeat config should be a duration'],
  ['heartbeat: 0 seconds', 'jobs:wait:external:heartbeat config should be a duration'],
  ['cancel_grace: 2 months', 'jobs:wait:external:cancel_grace config should not exceed the limit'],
])('refuses %s', (option, message) => {
  expect(messagesOf(`wait: { external: { ${option} } }`)).toEqual([message]);
});
