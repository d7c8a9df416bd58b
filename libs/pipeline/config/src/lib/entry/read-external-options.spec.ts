/** What `external` says of its wait: the key it is found by, its heartbeat, the grace of a cancel; and what is refused. */
import { given, messagesOf, planOf } from '../testing/config.fixture';

const externalOf = (text: string, variables: Record<string, string> = {}): unknown => {
  const plan = planOf(text, { variables: given(variables) });
  return plan.ok ? plan.value.jobs[0]?.options.external : plan.error.message;
};

it('plans the key with its variables, and waits in milliseconds', () => {
  const text = 'variables: { ENV: prod }\nwait: { external: { match: { key: "$ENV/$CI_COMMIT_SHORT_SHA" }, heartbeat: 5 minutes, cancel_grace: 30s } }';
  expect(externalOf(text)).toEqual({ matchKey: 'prod/01234567', heartbeatMs: 300_000, cancelGraceMs: 30_000 });
  expect(externalOf(text, { ENV: 'test' })).toMatchObject({ matchKey: 'test/01234567' });
});

it.each([
  ['"$NOTHING $NOTHING"', "'wait' job: external:match:key is empty once its variables are expanded"],
  ['$NOTHING', "'wait' job: external:match:key is empty once its variables are expanded"],
  ['"a-$CI_NOBODY_KNOWS"', "'wait' job: external:match:key can't use CI_NOBODY_KNOWS: it is not defined"],
  ['"a-$INDIRECT"', "'wait' job: external:match:key can't use CI_PIPELINE_ID: it has no value yet when a pipeline is planned"],
  ['$LONG', "'wait' job: external:match:key is too long (maximum is 255 characters)"],
])('refuses the key %s when the pipeline is planned', (key, message) => {
  expect(externalOf(`wait: { external: { match: { key: ${key} } } }`, { LONG: 'x'.repeat(256), INDIRECT: '$CI_PIPELINE_ID' })).toBe(message);
});

it.each([
  ['CI_PIPELINE_URL', 'it has no value yet when a pipeline is planned'],
  ['CI_JOB_URL', 'it has no value yet when a pipeline is planned'],
  ['CI_RUNNER_ID', 'it is not defined'],
  ['GITLAB_NOBODY_KNOWS', 'it is not defined'],
])('refuses a key that refers to %s through other variables', (name, why) => {
  const problem = `'wait' job: external:match:key can't use ${name}: ${why}`;
  const text = `variables: { KEY: "$PART-%PART%", PART: "\${${name}}" }\nwait: { external: { match: { key: "deploy-$KEY" } } }`;
  expect(externalOf(text)).toBe(problem);
  expect(externalOf('wait: { external: { match: { key: $KEY } } }', { KEY: `deploy-$${name}` })).toBe(problem);
  expect(externalOf(`variables: { KEY: "a-$${name}", ${name}: b }\nwait: { external: { match: { key: $KEY } } }`)).toEqual({ matchKey: 'a-b' });
});

it.each<readonly [string, string]>([
  ['match: x', expect.stringMatching(/^jobs:wait:external:match config should be a hash: write `match: { key: … }`, /)],
  ['match: {}', expect.stringMatching(/^jobs:wait:external:match config must use exactly one of these keys: key, kind, commit_status \(write /)],
  ['match: { key: " " }', "jobs:wait:external:match key can't be blank"],
  ['match: { key: [a] }', 'jobs:wait:external:match key should be a string'],
  ['match: { key: 5 }', 'jobs:wait:external:match key should be a string'],
  ['match: []', expect.stringMatching(/^jobs:wait:external:match config should be a hash: /)],
  ...['$CI_PIPELINE_ID', '${CI_JOB_ID}', '%CI_PIPELINE_IID%'].map(
    (name) =>
      [`match: { key: "a-${name}" }`, `jobs:wait:external:match key can't use ${name.replace(/\W/g, '').toLowerCase()}: it has no value yet when a pipeline is planned`] as const,
  ),
  ['match: { key: a, sha: b }', 'jobs:wait:external:match config contains unknown keys: sha'],
  ['heartbeat: 5', 'jobs:wait:external:heartbeat config should be a duration'],
  ['heartbeat: 0 seconds', 'jobs:wait:external:heartbeat config should be a duration'],
  ['heartbeat: 0.999 seconds', 'jobs:wait:external:heartbeat config should be at least 1 second'],
  ['heartbeat: [5 minutes]', 'jobs:wait:external:heartbeat config should be a duration'],
  ['cancel_grace: soon', 'jobs:wait:external:cancel_grace config should be a duration'],
  ['cancel_grace: 2 months', 'jobs:wait:external:cancel_grace config should not exceed the limit'],
])('refuses %s', (option, message) => {
  expect(messagesOf(`wait: { external: { ${option} } }`)).toEqual([message]);
});

it.each([
  ['heartbeat: 1s', { heartbeatMs: 1_000 }],
  ['heartbeat: 1 month', { heartbeatMs: 2_592_000_000 }],
  ['cancel_grace: "2629746"', { cancelGraceMs: 2_629_746_000 }],
  ['match: { key: a }, heartbeat: , cancel_grace: ', { matchKey: 'a' }],
  ['match: { key: CI_JOB_ID-$CI_PIPELINE_SOURCE }', { matchKey: 'CI_JOB_ID-push' }],
])('plans %s', (options, expected) => {
  expect(externalOf(`wait: { external: { ${options} }, timeout: 1s }`)).toEqual(expected);
});

it('takes a key of 255 characters and not one more', () => {
  const keyed = (length: number): string => `wait: { external: { match: { key: ${'x'.repeat(length)} } } }`;
  expect(externalOf(keyed(255))).toEqual({ matchKey: 'x'.repeat(255) });
  expect(messagesOf(keyed(256))).toEqual(['jobs:wait:external:match key is too long (maximum is 255 characters)']);
});

it('tells every key that is wrong, one per line', () => {
  const text = 'a: { external: { match: { key: $NOTHING } } }\nb: { external: { match: { key: $NOTHING } } }\nc: { script: x }';
  expect(externalOf(text)).toBe(['a', 'b'].map((name) => `'${name}' job: external:match:key is empty once its variables are expanded`).join('\n'));
});

it('takes no problem from a job that rules leave out', () => {
  const text = 'a: { external: { match: { key: $NOTHING } }, rules: [{ if: $NO }] }\nb: { script: x }';
  expect(planOf(text)).toMatchObject({ ok: true });
});
