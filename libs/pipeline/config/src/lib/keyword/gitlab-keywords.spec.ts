/**
 * One case per GitLab keyword: what happens when it stands beside `external`, with the exact message, and what happens in
 * a build. The tables here are written out by hand and must name exactly the keywords of the product's table.
 */
import { messagesOf } from '../testing/config.fixture';
import { JOB_KEYWORDS, ROOT_KEYWORDS, RULE_KEYWORDS } from './gitlab-keywords';

const unknown = (key: string): string => `jobs:wait config contains unknown keys: ${key}`;

const BESIDE_EXTERNAL: readonly (readonly [key: string, value: string, message: string | null])[] = [
  ['after_script', 'x', unknown('after_script')],
  ['allow_failure', 'true', null],
  ['artifacts', '{ paths: [a] }', unknown('artifacts')],
  ['before_script', 'x', unknown('before_script')],
  ['cache', '{ paths: [a] }', unknown('cache')],
  ['coverage', '/a/', unknown('coverage')],
  ['dast_configuration', '{ site_profile: a }', unknown('dast_configuration')],
  ['dependencies', '[]', unknown('dependencies')],
  ['environment', 'production', null],
  ['except', '[tags]', null],
  ['extends', '.base', null],
  ['external', 'true', null],
  ['hooks', '{}', unknown('hooks')],
  ['id_tokens', '{}', unknown('id_tokens')],
  ['identity', 'google_cloud', unknown('identity')],
  ['image', 'alpine', unknown('image')],
  ['inherit', '{ default: false }', null],
  ['inputs', '{}', unknown('inputs')],
  ['interruptible', 'true', null],
  ['manual_confirmation', 'sure?', unknown('manual_confirmation')],
  ['needs', '[build]', null],
  ['only', '[main]', null],
  ['pages', 'true', unknown('pages')],
  ['parallel', '2', unknown('parallel')],
  ['publish', 'public', unknown('publish')],
  ['release', '{}', unknown('release')],
  ['resource_group', 'production', null],
  ['retry', '1', unknown('retry')],
  ['rules', '[{ if: $CI }]', null],
  ['run', '[]', unknown('run')],
  ['script', 'x', unknown('script')],
  ['secrets', '{}', unknown('secrets')],
  ['services', '[a]', unknown('services')],
  ['stage', 'deploy', null],
  ['start_in', '1 hour', unknown('start_in')],
  ['tags', '[a]', unknown('tags')],
  ['timeout', '1 hour', null],
  ['trigger', 'group/project', unknown('trigger')],
  [
    'variables',
    '{ A: b }',
    'jobs:wait config key may not be used with `external`: variables (nothing runs here that could receive variables; ' +
      'put them on the job that calls the other system, or at the root for `rules:if`)',
  ],
  [
    'when',
    'manual',
    'jobs:wait config key may not be used with `external`: when (an external job waits as soon as its turn comes; ' +
      'use `rules` to leave it out, or a job with `when: manual` in front of it)',
  ],
];

const withExternal = (key: string, value: string): string =>
  `.base: { stage: deploy }\nbuild: { stage: build, script: x }\nwait:\n  ${key === 'external' ? '' : 'external: true'}\n  ${key}: ${value}\n`;

describe('a keyword beside `external`', () => {
  it('is covered by this table, each one', () => {
    expect(BESIDE_EXTERNAL.map(([key]) => key)).toEqual(Object.keys(JOB_KEYWORDS));
  });

  it.each(BESIDE_EXTERNAL.filter(([, , message]) => message === null))('%s is allowed', (key, value) => {
    expect(messagesOf(withExternal(key, value))).toEqual([]);
  });

  it.each(BESIDE_EXTERNAL.filter(([, , message]) => message !== null))('%s is refused', (key, value, message) => {
    expect(messagesOf(withExternal(key, value))).toEqual([message]);
  });

  it.each([
    ['variables', '{}'],
    ['when', '""'],
  ])('%s is refused by name even when it is empty, unless null drops it', (key, empty) => {
    expect(messagesOf(withExternal(key, empty))).toEqual([expect.stringContaining(`with \`external\`: ${key} (`)]);
    expect(messagesOf(withExternal(key, ''))).toEqual([]);
  });

  it('environment is none where null drops it', () => {
    expect(messagesOf('.base: { environment: x }\nwait: { extends: .base, external: true, environment: null }')).toEqual([]);
  });

  it('is unknown like any word when GitLab does not know it', () => {
    expect(messagesOf('wait: { external: true, foo: 1, constructor: 2 }')).toEqual([unknown('foo, constructor')]);
  });
});

const RULE_BESIDE_EXTERNAL: readonly (readonly [key: string, value: string, message: string | null])[] = [
  ['allow_failure', 'true', null],
  ['changes', '[a]', null],
  ['exists', '[a]', null],
  ['if', '$CI', null],
  ['interruptible', 'true', null],
  ['needs', '[build]', null],
  ['start_in', '1 hour', 'jobs:wait:rules:rule config contains unknown keys: start_in'],
  ['variables', '{ A: b }', expect.stringMatching(/^jobs:wait:rules:rule config key may not be used with `external`: variables \(/)],
  ['when', 'never', null],
  ['when', 'on_success', null],
  ...['manual', 'always', 'on_failure', 'delayed', 'sometimes'].map(
    (when) =>
      ['when', when, expect.stringMatching(/^jobs:wait:rules:rule when should be one of: on_success, never, beside `external` \(/)] as const,
  ),
];

describe('a keyword in a rule beside `external`', () => {
  it('is covered by this table, each one', () => {
    expect([...new Set(RULE_BESIDE_EXTERNAL.map(([key]) => key))]).toEqual(Object.keys(RULE_KEYWORDS));
  });

  it.each(RULE_BESIDE_EXTERNAL)('%s: %s', (key, value, message) => {
    const text = `build: { stage: build, script: x }\nwait: { external: true, rules: [{ ${key}: ${value} }] }`;
    expect(messagesOf(text)).toEqual(message === null ? [] : [message]);
  });
});

describe('a keyword in a bridge', () => {
  const yes = ['allow_failure', 'environment', 'except', 'extends', 'inherit', 'interruptible', 'needs', 'only', 'parallel', 'resource_group', 'rules', 'stage', 'trigger', 'variables', 'when'];

  it.each(Object.keys(JOB_KEYWORDS).filter((key) => !['external', 'run', 'script'].includes(key)))('%s', (key) => {
    const messages = messagesOf(`.base: { stage: test }\nbridge: { trigger: a/b, ${key}: x }`.replace('trigger: a/b, trigger', 'trigger'));
    if (yes.includes(key)) expect(messages.join()).not.toMatch(/contains unknown keys|not supported/);
    else expect(messages).toContain(`jobs:bridge config contains unknown keys: ${key}`);
  });
});

describe('a keyword in a build', () => {
  const keys = Object.entries(JOB_KEYWORDS);

  it.each(keys.filter(([, { build }]) => build === 'later').map(([key]) => key))('%s comes later', (key) => {
    expect(messagesOf(`test: { script: x, ${key}: [a] }`)).toEqual([`jobs:test config key ${key} is not supported yet`]);
  });

  it.each(keys.filter(([, { build }]) => build === 'later').map(([key]) => key))('%s is none where it is null', (key) => {
    expect(messagesOf(`test: { script: x, ${key}: null }`)).toEqual([]);
  });

  it('external makes it no build', () => {
    expect(JOB_KEYWORDS['external']?.build).toBe('unknown');
    expect(messagesOf('test: { script: x, external: true }')).toEqual(['jobs:test config contains unknown keys: script']);
  });
});

describe('a keyword in `default:`', () => {
  const supported = ['image', 'interruptible', 'retry', 'tags', 'timeout'];
  const planned = ['after_script', 'artifacts', 'before_script', 'cache', 'hooks', 'id_tokens', 'identity', 'services'];

  const ofJobs = ['external', 'needs', 'run', 'script', 'trigger'];

  it.each(ofJobs)('%s makes a job of it', (key) => {
    expect(messagesOf(`default: { ${key}: x }\ntest: { script: x }`).join()).not.toContain('default config contains unknown keys');
  });

  it.each(Object.keys(JOB_KEYWORDS).filter((key) => !ofJobs.includes(key)))('%s', (key) => {
    const messages = messagesOf(`default: { ${key}: x }\ntest: { script: x }`);
    if (supported.includes(key)) expect(messages.join()).not.toMatch(/unknown keys|not supported/);
    else if (planned.includes(key)) expect(messages).toEqual([`default config key ${key} is not supported yet`]);
    else expect(messages).toEqual([`default config contains unknown keys: ${key}`]);
  });
});

describe('a keyword at the root', () => {
  it.each(['after_script', 'before_script', 'cache', 'image', 'services'])('%s comes later', (key) => {
    expect(ROOT_KEYWORDS[key]).toBe('later');
    expect(messagesOf(`${key}: x\ntest: { script: x }`)).toEqual([`root config key ${key} is not supported yet`]);
  });

  it.each(['cache', 'include'])('%s is none where it is null, in `default:` as well', (key) => {
    expect(messagesOf(`${key}:\ndefault: { cache: ~ }\ntest: { script: x }`)).toEqual([]);
  });

  it('is not what a header document has: spec names a job', () => {
    expect(messagesOf('spec: { script: x }')).toEqual([]);
  });
});
