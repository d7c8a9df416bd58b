/**
 * GitLab's wording, entry by entry: each row is a small text and the exact problems it must give, none meaning that it is
 * valid. Then what holds for all: every problem at once, each with its place, and never an exception (fast-check).
 */
import fc from 'fast-check';
import { CONFIG_LIMITS } from './config-limits';
import { parseCiConfig } from './parse-ci-config';
import { configOf, messagesOf } from './testing/config.fixture';

const job = (keys: string): string => `test: { script: x, ${keys} }`;
const NESTED = 'a nested array of strings up to 10 levels deep';
const WHENS = 'on_success, on_failure, always, manual, delayed';
const nested = (levels: number): string => '['.repeat(levels) + 'x' + ']'.repeat(levels);

const CASES: Readonly<Record<string, readonly (readonly [text: string, ...messages: string[]])[]>> = {
  root: [
    ['', 'Please provide content of .gitlab-ci.yml'],
    [' \n\t', 'Please provide content of .gitlab-ci.yml'],
    ['text', 'Invalid configuration format'],
    ['- a', 'Invalid configuration format'],
    ['# nothing', 'Invalid configuration format'],
    ['{}', 'jobs config should contain at least one visible job'],
    ['.hidden: { script: x }', 'jobs config should contain at least one visible job'],
    ['.hidden:\ntest: { script: x }', "jobs:.hidden config can't be blank"],
  ],
  'type of a job': [
    ['My_job.x: { stage: test }', 'jobs my job x config should implement the script:, run:, trigger:, or external: keyword'],
    ['test: text', 'jobs test config should implement the script:, run:, trigger:, or external: keyword'],
    ['test: { trigger: a/b }'],
    ['default: { script: x }\nworkflow: { external: true }'],
    ['.base: { script: x }\ndefault: { extends: .base }\ntest: { script: x }', 'default config contains unknown keys: extends'],
    [
      'test: { script: x, trigger: a/b }',
      'jobs:test config contains unknown keys: trigger',
      'jobs:test config these keys cannot be used together: script, trigger',
    ],
    ['test: { run: [] }', 'jobs:test config key run is not supported yet'],
    ['test: { needs: { pipeline: a/b } }', 'jobs:test config key needs:pipeline is not supported yet'],
    ['Test: { script: x, Foo: 1, bar: 2 }', 'jobs:test config contains unknown keys: foo, bar'],
    [`${'x'.repeat(255)}: { script: x }`],
    [`${'x'.repeat(256)}: { script: x }`, `jobs:${'x'.repeat(256)} name is too long (maximum is 255 characters)`],
    ['"": { script: x }', "jobs:job name can't be blank"],
    ['10: { script: x }', 'jobs:10 name should be a symbol'],
    ['yes: { external: true }', 'jobs:yes name should be a symbol'],
    ['"10": { script: x }\n"yes": { script: x }\n10a: { script: x }'],
    ['.a: &a { script: x }\n10: { extends: .a }', 'jobs:10 name should be a symbol'],
  ],
  script: [
    ['test: { script: x }'],
    ['test: { script: [a, [b, [c]]] }'],
    [`test: { script: ${nested(10)} }`],
    [`test: { script: ${nested(11)} }`, `jobs:test:script config should be a string or ${NESTED}`],
    ['test: { script: [1] }', `jobs:test:script config should be a string or ${NESTED}`],
    ['test: { script: true }', `jobs:test:script config should be a string or ${NESTED}`],
    ['test: { script: [""] }'],
    ['test: { script: ["", [" "]] }'],
    ['test: { script: {} }', "jobs:test script can't be blank"],
    ['test: { script: no }', "jobs:test script can't be blank"],
    ['test: { script: " " }', "jobs:test script can't be blank"],
    ['test: { script: }', "jobs:test script can't be blank"],
    ['test: { script: [] }', "jobs:test script can't be blank"],
    ['test: { script: "" }', "jobs:test script can't be blank"],
  ],
  stages: [
    ['stages: [[a], b]\ntest: { script: x, stage: a }'],
    ['stages: [1]\ntest: { script: x }', `stages config should be an array of strings or ${NESTED}`],
    ['stages: [a, 1]\ntest: { script: x, stage: a }', `stages config should be an array of strings or ${NESTED}`],
    ['stages: a\ntest: { script: x }', `stages config should be an array of strings or ${NESTED}`],
    ['stages: [A]\ntest: { script: x }', 'test job: chosen stage test does not exist; available stages are .pre, A, .post'],
    [job('stage: 1'), 'jobs:test:stage config should be a string'],
    [job('stage: .pre')],
  ],
  when: [
    [job('when: never'), `jobs:test when should be one of: ${WHENS}`],
    [job('when: [manual]'), `jobs:test when should be one of: ${WHENS}`],
    [job('when: delayed, start_in: 1 week')],
    [job('when: delayed'), 'jobs:test start in should be a duration', 'jobs:test start in should not exceed the limit'],
    [job('when: delayed, start_in: 5'), 'jobs:test start in should be a duration', 'jobs:test start in should not exceed the limit'],
    [job('when: delayed, start_in: 8 days'), 'jobs:test start in should not exceed the limit'],
    [job('start_in: 1 day'), 'jobs:test start in must be blank'],
    [job('start_in: , when: on_success')],
    [job('when: delayed, start_in:'), 'jobs:test start in should be a duration', 'jobs:test start in should not exceed the limit'],
  ],
  timeout: [
    [job('timeout: 1 month')],
    [job('timeout: "2629746"')],
    [job('timeout: "2629747"'), 'jobs:test:timeout config should not exceed the limit'],
    [job('timeout: 3600'), 'jobs:test:timeout config should be a duration', 'jobs:test:timeout config should not exceed the limit'],
    [job('timeout: soon'), 'jobs:test:timeout config should be a duration', 'jobs:test:timeout config should not exceed the limit'],
    [job('timeout: 0 seconds'), 'jobs:test:timeout config should be a duration', 'jobs:test:timeout config should not exceed the limit'],
  ],
  'booleans, as Ruby reads them': [
    [job('interruptible: yes, allow_failure: off')],
    [job('interruptible: "yes"'), 'jobs:test:interruptible config should be a boolean value'],
    [job('interruptible: y'), 'jobs:test:interruptible config should be a boolean value'],
    [job('allow_failure: 1'), 'jobs:test allow failure should be a hash or a boolean value'],
    [job('allow_failure: { exit_codes: 1 }'), 'jobs:test:allow_failure config key exit_codes is not supported yet'],
  ],
  needs: [
    ['a: { script: x }\nb: { script: x, needs: [a, { job: a2, optional: true, artifacts: false }] }'],
    [job('needs: {}'), 'jobs:test:needs config can not be an empty hash'],
    [job('needs: a'), 'jobs:test:needs config can only be a hash or an array'],
    [job('needs: [1]'), 'jobs:test:needs:need has an unsupported type'],
    [job('needs: [[[a], 1]]'), 'jobs:test:needs:need has an unsupported type', 'test job: undefined need: a'],
    [job('needs: [{ optional: true }]'), 'jobs:test:needs:need has an unsupported type'],
    [job('needs: [{}]'), 'jobs:test:needs:need has an unsupported type'],
    [job('needs: [{ job: }]'), "jobs:test:needs:need job can't be blank"],
    [job('needs: [{ job: 1 }]'), 'jobs:test:needs:need job should be a string'],
    [job('needs: [{ job: a, optional: 1 }]'), 'jobs:test:needs:need optional should be a boolean value', 'test job: undefined need: a'],
    [job('needs: [{ pipeline: a, job: b }]'), 'jobs:test:needs:need config key pipeline is not supported yet'],
    [job('needs: [{ job: test2, optional: true, foo: 1 }]'), 'jobs:test:needs:need config contains unknown keys: foo'],
    [
      'test: { needs: [] }',
      'jobs:test config should contain either a trigger or a needs:pipeline (a job that runs commands has a `script`, ' +
        'one that waits for another system `external: true`)',
    ],
  ],
  rules: [
    [job('rules: [{ if: $A, when: never }, [{ when: manual, allow_failure: true }]]')],
    [job('rules: [{ when: delayed, start_in: 5 minutes }]')],
    [job('rules: {}'), 'jobs:test rules should be an array containing hashes and arrays of hashes'],
    [job('rules: a'), 'jobs:test rules should be an array containing hashes and arrays of hashes'],
    [job('rules: [{ if: $A }, a]'), 'jobs:test rules should be an array containing hashes and arrays of hashes'],
    [job(`rules: [${nested(11).replace('x', '{ if: $A }')}]`), 'jobs:test rules should be an array containing hashes and arrays of hashes'],
    [job('rules: []'), "jobs:test:rules config can't be blank"],
    ['workflow: { rules: [] }\ntest: { script: x }', "workflow:rules config can't be blank"],
    ['workflow: { rules: {} }\ntest: { script: x }', "workflow:rules config can't be blank", 'workflow:rules config should be an array'],
    ['workflow: { rules: a }\ntest: { script: x }', 'workflow:rules config should be an array'],
    ['workflow: { rules: [a] }\ntest: { script: x }', 'workflow:rules:rule config should be a hash'],
    [job('rules: [{ if: $A }, {}]'), "jobs:test:rules:rule config can't be blank"],
    ['workflow: { rules: [{}] }\ntest: { script: x }', "workflow:rules:rule config can't be blank"],
    [job('only: {}'), "jobs:test:only config can't be blank"],
    ['.hid: {}\ntest: { script: x }', "jobs:.hid config can't be blank"],
    ['.hid: []\ntest: { script: x }', "jobs:.hid config can't be blank"],
    ['.hid: no\ntest: { script: x }', "jobs:.hid config can't be blank"],
    [job('rules: [{ if: "$A ==" }]'), 'jobs:test:rules:rule if invalid expression syntax'],
    [job('rules: [{ if: true }]'), 'jobs:test:rules:rule if invalid expression syntax'],
    [job('rules: [{ when: sometimes }]'), 'jobs:test:rules:rule when unknown value: sometimes'],
    [
      job('rules: [{ when: delayed }]'),
      "jobs:test:rules:rule start in can't be blank",
      'jobs:test:rules:rule start in should be a duration',
      'jobs:test:rules:rule start in should not exceed the limit',
    ],
    [job('rules: [{ when: delayed, start_in: 8 days }]'), 'jobs:test:rules:rule start in should not exceed the limit'],
    [job('rules: [{ start_in: 1 day }]'), 'jobs:test:rules:rule config contains disallowed keys: start_in'],
    [job('rules: [{ allow_failure: 1 }]'), 'jobs:test:rules:rule allow failure should be a boolean value'],
    [job('rules: [{ if: $A, needs: }]'), 'jobs:test:rules:rule:needs config can only be a hash or an array'],
    [job('rules: [{ foo: 1 }]'), 'jobs:test:rules:rule config contains unknown keys: foo'],
    [job('rules: [{ if: $A }], except: [b], only: [a]'), 'jobs:test config key may not be used with `rules`: except, only'],
    [job('rules: [{ if: $A }], start_in: 1 day'), 'jobs:test config key may not be used with `rules`: start_in'],
  ],
  'only and except': [
    [job('only: [main, /^v\\d+$/i, branches@group/demo], except: { refs: [tags] }')],
    [job('only: main'), 'jobs:test:only has to be either an array of conditions or a hash'],
    [job('only: [1]'), 'jobs:test:only config should be an array of strings or regular expressions using re2 syntax'],
    [job('only: ["/foo", "/", "//", "/foo/x", "/(?!a)", "/(?!a)/@group/demo"]')],
    [job('only: ["/(?!a)/"]'), 'jobs:test:only config should be an array of strings or regular expressions using re2 syntax'],
    [job('except: { refs: a }'), 'jobs:test:except refs should be an array of strings or regular expressions using re2 syntax'],
    [job('only: { variables: [$A] }'), 'jobs:test:only config key variables is not supported yet'],
    [job('only: { foo: 1 }'), 'jobs:test:only config contains unknown keys: foo'],
  ],
  variables: [
    ['variables: { A: 1, B: yes, C: x, D: { value: a, description: d, options: [a, b] }, E: { description: e } }\ntest: { script: x }'],
    [job('variables: { A: { value: $B, expand: false } }')],
    [job('variables: []'), 'jobs:test:variables config should be a hash'],
    [job('variables: { 10: a, "yes": b, "1.5": c }')],
    [job('variables: { yes: a }'), 'jobs:test:variables:true key must be an alphanumeric string'],
    [job('variables: { 1.0: a }'), 'jobs:test:variables:1.0 key must be an alphanumeric string'],
    [job('variables: { 1.50: a }'), 'jobs:test:variables:1.5 key must be an alphanumeric string'],
    [job('variables: { no: a }'), 'jobs:test:variables:simple variable key must be an alphanumeric string'],
    [job('variables: { no: { value: a } }'), 'jobs:test:variables:complex variable key must be an alphanumeric string'],
    [job('variables: { no: }'), 'jobs:test:variables:complex variable key must be an alphanumeric string'],
    [job('variables: { yes: [] }'), 'variable definition must be either a string or a hash'],
    [job('rules: [{ variables: { on: a } }]'), 'jobs:test:rules:rule:variables:true key must be an alphanumeric string'],
    ['variables: { off: a }\ntest: { script: x }', 'variables:simple variable key must be an alphanumeric string'],
    [job('variables: { A: , B: {}, C: { value: }, D: { value: 1.5, expand: } }')],
    [job('variables: { A: [] }'), 'variable definition must be either a string or a hash'],
    [job('variables: { A: { value: [] } }'), 'jobs:test:variables:a config value must be a scalar'],
    [job('variables: { A: { value: a, expand: 1 } }'), 'jobs:test:variables:a config expand should be a boolean value'],
    ['variables: { A: { value: x, description: [a] } }\ntest: { script: x }', 'variables:a config description must be an alphanumeric string'],
    [job('variables: { A: { value: a, description: d } }'), 'jobs:test:variables:a config uses invalid data keys: description'],
    ['variables: { A: , B: { value: , options: [] } }\ntest: { script: x }'],
    ['variables: { A: { value: a, options: [b] } }\ntest: { script: x }', 'variables:a config value must be present in options'],
    ['variables: { A: { value: 1, options: ["1"] } }\ntest: { script: x }', 'variables:a config value must be present in options'],
    ['variables: { A: { options: [""] } }\ntest: { script: x }', 'variables:a config value must be present in options'],
    ['variables: { A: { value: a, options: a } }\ntest: { script: x }', 'variables:a config options should be an array of strings'],
    [job('rules: [{ variables: { A: 1, B: yes } }]')],
    [job('rules: [{ variables: { A: { value: a } } }]'), 'jobs:test:rules:rule:variables:a config must be a string'],
    [job('rules: [{ variables: { A: } }]'), 'jobs:test:rules:rule:variables:a config must be a string'],
    ['workflow: { rules: [{ variables: { A: { value: a } } }] }\ntest: { script: x }', 'workflow:rules:rule:variables:a config must be a string'],
  ],
  retry: [
    [job('retry: 2')],
    [job('retry: { max: 1, when: [script_failure, always] }')],
    [job('retry: 3'), 'retry config must be less than or equal to 2'],
    [job('retry: -1'), 'retry config must be greater than or equal to 0'],
    [job('retry: "2"'), 'retry config has to be either an integer or a hash'],
    [job('retry: { max: 3 }'), 'retry max must be less than or equal to 2'],
    [job('retry: { max: 1, when: foo }'), 'retry when is not included in the list'],
    [job('retry: { max: 1, when: [foo] }'), 'retry when contains unknown values: foo'],
    [job('retry: { max: 1, often: true }'), 'retry config contains unknown keys: often'],
    [job('retry: { exit_codes: 1 }'), 'retry config key exit_codes is not supported yet'],
  ],
  'image and tags': [
    [job(`image: { name: alpine }, tags: [${Array(49).fill('a').join()}]`)],
    [job('tags: [a, [b]]'), 'jobs:test:tags config should be an array of strings'],
    [job('image: 1'), 'jobs:test:image config should be a hash or a string'],
    [job('image: {}'), "jobs:test:image name can't be blank"],
    [job('image: { name: a, entrypoint: [b] }'), 'jobs:test:image config key entrypoint is not supported yet'],
    [job('tags: a'), 'jobs:test:tags config should be an array of strings'],
    [job(`tags: [${Array(50).fill('a').join()}]`), 'jobs:test:tags config must be less than the limit of 50 tags'],
  ],
  inherit: [
    [job('inherit: { default: [image], variables: [A] }')],
    [job('inherit: { default: a }'), 'jobs:test:inherit:default should be a bool or array of strings'],
    [
      job('inherit: { default: [foo, 1] }'),
      'jobs:test:inherit:default config should be an array of strings',
      'jobs:test:inherit:default config contains unknown values: foo, 1',
    ],
    [job('inherit: { default: 1 }'), 'jobs:test:inherit:default should be a bool or array of strings'],
    [job('inherit: { variables: [A, 1] }'), 'jobs:test:inherit:variables config should be an array of strings'],
    [job('inherit: { variables: { A: 1 } }'), 'jobs:test:inherit:variables should be a bool or array of strings'],
    [job('inherit: { default: [foo] }'), 'jobs:test:inherit:default config contains unknown values: foo'],
    [job('inherit: { foo: 1 }'), 'jobs:test:inherit config contains unknown keys: foo'],
  ],
  workflow: [
    ['workflow: { name: a, auto_cancel: { on_job_failure: all, on_new_commit: none } }\ntest: { script: x }'],
    ['workflow: { foo: 1 }\ntest: { script: x }', 'workflow config contains unknown keys: foo'],
    ['workflow: { auto_cancel: { on_job_failure: a } }\ntest: { script: x }', 'workflow:auto_cancel on job failure must be one of: none, all'],
    ['workflow: { auto_cancel: { on_new_commit: conservative } }\ntest: { script: x }'],
    ['workflow: { auto_cancel: { on_new_commit: sometimes } }\ntest: { script: x }', 'workflow:auto_cancel on new commit must be one of: conservative, interruptible, none'],
    ['workflow: { auto_cancel: { on_new_commit: interruptible }, rules: [{ auto_cancel: { on_new_commit: none } }] }\ntest: { script: x }'],
    ['workflow: { rules: [{ auto_cancel: { on_new_commit: all } }] }\ntest: { script: x }', 'workflow:rules:rule:auto_cancel on new commit must be one of: conservative, interruptible, none'],
    ['workflow: { auto_cancel: none }\ntest: { script: x }', 'workflow:auto_cancel config should be a hash'],
    ['workflow: { auto_cancel: { foo: 1 } }\ntest: { script: x }', 'workflow:auto_cancel config contains unknown keys: foo'],
    ['workflow: { rules: [{ when: manual }] }\ntest: { script: x }', 'workflow:rules:rule when unknown value: manual'],
    ['workflow: { rules: [{ allow_failure: true, needs: [a] }] }\ntest: { script: x }'],
    ['workflow: { rules: [{ allow_failure: 1 }] }\ntest: { script: x }', 'workflow:rules:rule allow failure should be a boolean value'],
    ['workflow: { rules: [{ needs: a }] }\ntest: { script: x }', 'workflow:rules:rule:needs config can only be a hash or an array'],
    ['workflow: { rules: [{ needs: [1] }] }\ntest: { script: x }', 'workflow:rules:rule:needs:need has an unsupported type'],
    ['workflow: { rules: [{ interruptible: true }] }\ntest: { script: x }', 'workflow:rules:rule config contains unknown keys: interruptible'],
    ['workflow: { rules: [{ start_in: 1 day }] }\ntest: { script: x }', 'workflow:rules:rule config contains disallowed keys: start_in'],
    ['workflow: { rules: [{ when: delayed, start_in: 1 day }] }\ntest: { script: x }', 'workflow:rules:rule when unknown value: delayed'],
    [
      'workflow: { rules: [{ when: delayed, start_in: soon }] }\ntest: { script: x }',
      'workflow:rules:rule start in should be a duration',
      'workflow:rules:rule start in should not exceed the limit',
      'workflow:rules:rule when unknown value: delayed',
    ],
    ['workflow: { rules: [{ changes: a }] }\ntest: { script: x }', 'workflow:rules:rule:changes should be an array or a hash'],
    [`workflow: { name: ${'x'.repeat(256)} }\ntest: { script: x }`, 'workflow name is too long (maximum is 255 characters)'],
  ],
};

describe.each(Object.entries(CASES))('%s', (_, rows) => {
  it.each(rows.map(([text, ...messages]) => [text.slice(0, 120), text, messages] as const))('%s', (_label, text, messages) => {
    expect(messagesOf(text)).toEqual(messages);
  });
});

describe('all problems at once', () => {
  it('names the place of each key or value in the case it was written', () => {
    const text = ['Test:', '  script: x', '  when: never', '  foo: 1', 'wait:', '  external: true', '    '].join('\n') + '\n  stage: nope\n';
    const result = parseCiConfig(text);
    expect(result).toEqual({
      ok: false,
      error: [
        { message: 'jobs:test config contains unknown keys: foo', path: 'jobs:Test', file: null, line: 4, column: 3 },
        { message: `jobs:test when should be one of: ${WHENS}`, path: 'jobs:Test', file: null, line: 3, column: 9 },
        {
          message: 'wait job: chosen stage nope does not exist; available stages are .pre, build, test, deploy, .post',
          path: 'jobs:wait',
          file: null,
          line: 8,
          column: 10,
        },
      ],
    });
  });

  it('points behind extends to where a value was written', () => {
    const result = parseCiConfig('.base:\n  script: x\n  retry: 9\ntest:\n  extends: .base\n');
    expect(result).toMatchObject({ ok: false, error: [{ path: 'jobs:test:retry', file: null, line: 3, column: 10 }] });
  });

  it.each(['', 'x'])('cuts long texts between characters, not through one (%j)', (shift) => {
    const long = `${shift}${'\u{1F600}'.repeat(CONFIG_LIMITS.problemChars)}`;
    for (const text of [`test: { script: x, ${long}: 1 }`, `stages: [${long}]\ntest: { script: x }`]) {
      const [message = ''] = messagesOf(text);
      expect(message.length).toBeGreaterThan(CONFIG_LIMITS.problemChars - 2);
      expect(message).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('stops listing at the limit and says so', () => {
    const texts = Array.from({ length: CONFIG_LIMITS.problems + 7 }, (_, index) => `job${index}: {}`);
    const messages = messagesOf(texts.join('\n'));
    expect(messages).toHaveLength(CONFIG_LIMITS.problems + 1);
    expect(messages.at(-1)).toBe('7 further problems are not listed');
  });
});

describe('warnings', () => {
  const text = 'test: { script: x, rules: [{ if: $A }, { when: always }] }';

  it('tell of a last rule that is nothing but a when', () => {
    expect(configOf(text).warnings).toEqual([
      'jobs:test may allow multiple pipelines to run for a single action due to `rules:when` clause with no `workflow:rules`',
    ]);
  });

  it.each([
    ['there are workflow rules', `workflow: { rules: [{ if: $A }] }\n${text}`],
    ['the last rule is never', 'test: { script: x, rules: [{ when: never }] }'],
    ['the last rule has a condition', 'test: { script: x, rules: [{ if: $A, when: always }] }'],
  ])('are silent when %s', (_, quiet) => {
    expect(configOf(quiet).warnings).toEqual([]);
  });
});

describe('names that objects have built in', () => {
  it('are names like any other', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const text = names.map((name) => `${name}: { script: x, variables: { ${name}: a } }`).join('\n');
    expect(configOf(text).jobs.map(({ name }) => name)).toEqual(names);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['script']).toBeUndefined();
  });
});

describe('any text', () => {
  const words = ['a', 'script', 'external', 'true', 'needs', 'rules', 'if', '$A', '"', "'", '[', ']', '{', '}', ':', ': ', ', ', '- ', '? ', '\n', '\n  ', '|', '>', '&a ', '*a', '<<', '!x ', '#', '%', '---\n', '\t', '\u{1F600}'];

  it('gives a config or problems, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''))), (text) => {
        const result = parseCiConfig(text);
        return result.ok || result.error.every(({ line, column }) => line >= 1 && column >= 1);
      }),
      { numRuns: 1_000 },
    );
  });
});
