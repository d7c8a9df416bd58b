/**
 * `include`: which files are taken, in which order they are merged, what is said of wrong ones, and that cycles, numbers,
 * depth and size end.
 */
import { CONFIG_LIMITS } from '../config-limits';
import type { ConfigSource } from '../parse-ci-config';
import type { PlanContext } from '../plan/plan-context';
import { planConfig } from '../plan/plan-config';
import type { TreeQuestions } from '../plan/tree-facts';
import { given, messagesOf, PUSH, readFiles } from '../testing/config.fixture';

type Files = Readonly<Record<string, string>>;

const JOB = 'a: { script: x }\n';

const problemsOf = (source: ConfigSource, files: Files = {}, context: Partial<PlanContext> = {}): readonly unknown[] => {
  const config = readFiles(source, files, context);
  return config.ok ? [] : config.error.map(({ file, message, line, column }) => [file, message, line, column]);
};

const scriptsOf = (source: ConfigSource, files: Files = {}, context: Parameters<typeof readFiles>[2] = {}): unknown => {
  const config = readFiles(source, files, context);
  if (!config.ok) return config.error.map(({ message }) => message);
  return Object.fromEntries(config.value.jobs.map((job) => [job.name, job.kind === 'build' ? job.script.join() : job.kind]));
};

describe('include', () => {
  const files = { 'a.yml': 'a: { script: one, stage: build }', 'ci/b.yaml': 'b: { script: two }' };

  it.each([
    ['a path', 'include: a.yml', { a: 'one' }],
    ['a path that begins with a slash', 'include: /a.yml', { a: 'one' }],
    ['a mapping', 'include: { local: a.yml }', { a: 'one' }],
    ['a list of both', 'include: [a.yml, { local: ci/b.yaml }, ~]', { a: 'one', b: 'two' }],
    ['the same file twice', 'include: [a.yml, /a.yml]', { a: 'one' }],
    ['nothing', 'include:\na: { script: x }', { a: 'x' }],
    ['an empty list', 'include: []\na: { script: x }', { a: 'x' }],
    ['a pattern of one directory', 'include: "*.yml"', { a: 'one' }],
    ['a pattern of all', 'include: "**.y*"', { a: 'one', b: 'two' }],
    ['a pattern of directories, which asks for one', 'include: [a.yml, "**/*.yaml"]', { a: 'one', b: 'two' }],
    ['a pattern that nothing matches', 'include: "c*.yml"\nc: { script: x }', { c: 'x' }],
    ['a variable', 'include: $CI_DEFAULT_BRANCH/../a.yml\n', ['Local file `main/../a.yml` does not exist!']],
    ['a variable of the pipeline', 'include: { local: "$DIR/b.yaml" }', { b: 'two' }],
    ['a pattern in a variable', 'include: $ALL', { a: 'one' }],
    ['a variable of the root, which comes too late', 'variables: { A: a }\ninclude: $A.yml', ['Included file `.yml` does not have YAML extension!']],
  ])('takes %s', (_, text, expected) => {
    expect(scriptsOf(text, files, { variables: given({ DIR: 'ci', ALL: '*.yml' }) })).toEqual(expected);
  });

  it('is merged key by key in its order, and the file that includes has the last word', () => {
    const included = { 'a.yml': 'x: { script: one, tags: [s, t] }\ny: { script: one }', 'b.yml': 'x: { script: two, tags: [u] }' };
    const config = readFiles('include: [a.yml, b.yml]\ny: { script: own }\nx: { stage: deploy }', included);
    expect(config.ok && config.value.jobs).toMatchObject([{ name: 'x', script: ['two'], tags: ['u'], stage: 'deploy' }, { name: 'y', script: ['own'] }]);
  });

  it('comes before `extends` and `!reference`, which reach across files', () => {
    const included = { 'a.yml': '.a: { script: [one] }\nc: { extends: .own }', 'b.yml': 'b: { script: [!reference [.a, script], two] }' };
    expect(scriptsOf('include: [b.yml, a.yml]\n.own: { script: own }', included)).toEqual({ b: 'one,two', c: 'own' });
  });

  it('of an included file counts from the root of the repository', () => {
    expect(scriptsOf('include: ci/a.yml', { 'ci/a.yml': 'include: b.yml', 'b.yml': JOB })).toEqual({ a: 'x' });
  });

  it('may be all that there is, and brings stages, variables, defaults and workflow', () => {
    const config = readFiles('include: a.yml', { 'a.yml': `stages: [s]\nvariables: { V: v }\ndefault: { tags: [t] }\nworkflow: { name: n }\na: { stage: s, script: x }` });
    expect(config).toMatchObject({ ok: true, value: { stages: ['.pre', 's', '.post'], workflow: { name: 'n' }, jobs: [{ tags: ['t'] }] } });
  });

  it('asks for nothing where nothing is included, and for the files of one level at once', () => {
    const asked: TreeQuestions[] = [];
    readFiles(JOB, {}, { asked });
    expect(asked).toEqual([]);
    readFiles('include: [a.yml, b.yml]', { 'a.yml': 'include: c.yml', 'b.yml': 'include: c.yml', 'c.yml': JOB }, { asked });
    expect(asked.map(({ files: wanted }) => wanted)).toEqual([['a.yml', 'b.yml'], ['c.yml']]);
    expect(asked[0]).toMatchObject({ paths: false, changedSince: [], fileChars: CONFIG_LIMITS.textBytes });
  });
});

describe('include:rules', () => {
  const ruled = (rules: string): string => `include: [{ local: a.yml, rules: ${rules} }]\nb: { script: x }`;
  const files = { 'a.yml': JOB, Dockerfile: '' };

  it.each([
    ['[{ if: $CI_COMMIT_BRANCH == "main" }]', true],
    ['[{ if: $CI_COMMIT_BRANCH == "main", when: never }]', false],
    ['[{ if: $CI_COMMIT_BRANCH == "other" }]', false],
    ['[{ if: $CI_COMMIT_BRANCH == "other", when: never }, { when: always }]', true],
    ['[{ if: $GIVEN }]', true],
    ['[{ if: $GITLAB_USER_LOGIN }]', false],
    ['[{ exists: [Dockerfile] }]', true],
    ['[{ exists: [Makefile] }]', false],
    ['[{ exists: [Dockerfile], when: never }, { when: always }]', false],
    ['[{ changes: [a] }]', true],
    ['[{ changes: { paths: [a], compare_to: main } }]', false],
  ])('%s: %s', (rules, isIncluded) => {
    expect(scriptsOf(ruled(rules), files, { variables: given({ GIVEN: '1' }) })).toEqual(isIncluded ? { a: 'x', b: 'x' } : { b: 'x' });
  });

  it('are answered before a file is asked for that may not be wanted', () => {
    const asked: TreeQuestions[] = [];
    expect(scriptsOf(ruled('[{ exists: [Dockerfile], when: never }, { when: always }]'), { Dockerfile: '', 'a.yml': 'not: [yaml' }, { asked })).toEqual({ b: 'x' });
    expect(asked).toMatchObject([{ paths: true, files: [] }]);
  });

  it.each([
    ['5', 'include:rules config should be an array'],
    ['[]', "include:rules config can't be blank"],
    ['[x]', 'include:rules:rule config should be a hash'],
    ['[{}]', "include:rules:rule config can't be blank"],
    ['[{ when: manual }]', 'include:rules:rule when unknown value: manual'],
    ['[{ if: "$A ==" }]', 'include:rules:rule if invalid expression syntax'],
    ['[{ if: $A, allow_failure: true }]', 'include:rules:rule config contains unknown keys: allow_failure'],
    ['[{ exists: { paths: [a], project: b/c } }]', 'include:rules:rule:exists config key project is not supported yet'],
    ['[{ changes: { paths: [a], compare_to: gone } }]', 'include:rules:changes:compare_to is not a valid ref'],
  ])('%s is refused', (rules, message) => {
    expect(problemsOf(ruled(rules), files)).toMatchObject([[null, message, 1, expect.any(Number)]]);
  });
});

describe('what is wrong with an include', () => {
  it.each([
    ['include: b.yml', 'Local file `b.yml` does not exist!'],
    ['include: /b/c.yml', 'Local file `b/c.yml` does not exist!'],
    ['include: "b\\ud83d.yml"', 'Invalid YAML: an escape stands for NUL or for half of a surrogate pair'],
    ['include: a.txt', 'Included file `a.txt` does not have YAML extension!'],
    ['include: { local: [a.yml] }', 'Included file `…` needs to be a string'],
    ['include: { local: 5 }', 'Included file `5` needs to be a string'],
    ['include: 5', 'Each include must be a hash or a string'],
    ['include: [[a.yml]]', 'Each include must be a hash or a string'],
    ['include: !reference [.a, b]', 'Each include must be a hash or a string'],
    ['include: { file: a.yml }', '`{"file":"a.yml"}` does not have a valid subkey for include. Valid subkeys are: `local`, `project`, `remote`, `template`, `component`, `artifact`'],
    ['include: { local: "", rules: [] }', expect.stringContaining('`{"local":"","rules":…}` does not have a valid subkey for include.')],
    ['include: { local: a.yml, foo: 1 }', 'include config contains unknown keys: foo'],
    ['include: https://example.org/a.yml', 'include config key remote is not supported yet'],
    ['include: $URL', 'include config key remote is not supported yet'],
    ['include: { remote: https://example.org/a.yml }', 'include config key remote is not supported yet'],
    ['include: { template: Auto-DevOps.gitlab-ci.yml }', 'include config key template is not supported yet'],
    ['include: { component: a/b@1 }', 'include config key component is not supported yet'],
    ['include: { artifact: a.yml }', 'include config key artifact is not supported yet'],
    ['include: { project: a/b }', 'include config key project is not supported yet'],
    ['include: { local: a.yml, inputs: { a: b } }', 'include config key inputs is not supported yet'],
  ])('%s', (text, message) => {
    expect(problemsOf(text, { 'a.yml': JOB, 'a.txt': JOB }, { variables: given({ URL: 'https://example.org/a.yml' }) })).toMatchObject([[null, message, 1, expect.any(Number)]]);
  });

  it('is told where it stands, in the file that it is in', () => {
    const files = { 'a.yml': '\ninclude:\n  - b.yml\n  - local: c.yml\n', 'b.yml': JOB };
    expect(problemsOf('include: a.yml', files)).toEqual([['a.yml', 'Local file `c.yml` does not exist!', 4, 5]]);
  });

  it('is told of a file that is empty, or no YAML, in that file', () => {
    expect(problemsOf('include: a.yml', { 'a.yml': '' })).toEqual([['a.yml', 'Local file `a.yml` is empty!', 1, 1]]);
    expect(problemsOf('include: a.yml', { 'a.yml': 'a: 1\nb: [' })).toMatchObject([['a.yml', expect.stringMatching(/^Invalid YAML: /), 2, expect.any(Number)]]);
    expect(problemsOf('include: a.yml', { 'a.yml': '- a' })).toEqual([['a.yml', 'Invalid configuration format', 1, 1]]);
    expect(problemsOf('include: a.yml', { 'a.yml': 'a: { foo: 1 }\nb: { script: x, foo: 1 }' })).toMatchObject([['a.yml', expect.stringContaining('jobs a config should implement'), 1, 1], ['a.yml', 'jobs:b config contains unknown keys: foo', 2, 17]]);
  });

  it('is that there is no repository, for a text by itself', () => {
    expect(messagesOf(`include: [a.yml, $A]\n${JOB}`)).toEqual(['Local file `a.yml` does not have project!', 'Included file `$A` does not have YAML extension!']);
  });
});

describe('bounds', () => {
  const TOO_MANY = 'Maximum of 150 nested includes are allowed!';
  const chain = (length: number): Files =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`${at + 1}.yml`, at + 1 === length ? JOB : `include: ${at + 2}.yml`]));

  it('a file that includes itself is refused, also around a corner, and the configuration itself', () => {
    const circle = (files: string): string => `${TOO_MANY} Files include themselves: ${files}`;
    expect(problemsOf('include: a.yml', { 'a.yml': 'include: a.yml' })).toEqual([['a.yml', circle('`a.yml` → `a.yml`'), 1, 10]]);
    expect(problemsOf('include: a.yml', { 'a.yml': 'include: b.yml', 'b.yml': 'include: [/a.yml]' })).toEqual([['b.yml', circle('`a.yml` → `b.yml` → `a.yml`'), 1, 11]]);
    const root = `include: .gitlab-ci.yml\n${JOB}`;
    expect(problemsOf(root, { '.gitlab-ci.yml': root })).toEqual([['.gitlab-ci.yml', circle('`.gitlab-ci.yml` → `.gitlab-ci.yml`'), 1, 10]]);
    expect(problemsOf('include: "*.yml"', { 'a.yml': 'include: "*.yml"' })).toHaveLength(1);
  });

  it('ten files may include each other in a row', () => {
    expect(scriptsOf('include: 1.yml', chain(10))).toEqual({ a: 'x' });
    expect(problemsOf('include: 1.yml', chain(11))).toEqual([['10.yml', 'Maximum of 10 includes within each other are allowed! `11.yml` is one more', 1, 10]]);
  });

  it('150 includes are read and 151 refused, counted as often as a file is included', () => {
    const many = (count: number): string => `include: [${Array.from({ length: count }, () => 'a.yml').join()}]\n`;
    expect(problemsOf(many(150), { 'a.yml': JOB })).toEqual([]);
    expect(problemsOf(many(151), { 'a.yml': JOB })).toMatchObject([[null, TOO_MANY, 1, expect.any(Number)]]);
    expect(problemsOf(many(15), { 'a.yml': many(9).replaceAll('a.yml', 'b.yml'), 'b.yml': JOB })).toEqual([]);
    expect(problemsOf(many(15), { 'a.yml': many(10).replaceAll('a.yml', 'b.yml'), 'b.yml': JOB })).toMatchObject([['a.yml', TOO_MANY, 1, expect.any(Number)]]);
    expect(problemsOf('include: "**"', Object.fromEntries(Array.from({ length: 151 }, (_, at) => [`${at}.yml`, JOB])))).toMatchObject([[null, TOO_MANY, 1, 10]]);
  });

  it('files that double with every level are refused before they are read so often', () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.yml`, `include: [${at + 1}.yml, ${at + 1}.yml]\n`]));
    expect(problemsOf('include: 0.yml', { ...files, '10.yml': JOB })).toContainEqual([expect.any(String), TOO_MANY, 1, expect.any(Number)]);
  });

  it('the same big file, included again and again, is refused by its size', () => {
    const big = `.a: { ${Array.from({ length: 20_000 }, (_, at) => `k${at}: { a: 1 }`).join()} }`;
    expect(problemsOf(`include: [a.yml]\n${JOB}`, { 'a.yml': big })).toEqual([]);
    const again = `include: [${'a.yml, '.repeat(140)}]\n${JOB}`;
    expect(problemsOf(again, { 'a.yml': big })).toMatchObject([[null, 'The parsed YAML is too big: the files together are too big', 1, 1]]);
  });

  it('a file without what it includes is made once, however often it is included', () => {
    const keys = Array.from({ length: 60_000 }, (_, at) => `${at}:\n`).join('');
    const before = process.cpuUsage();
    const again = `include: [${'a.yml, '.repeat(150)}]\n${JOB}`;
    expect(problemsOf(again, { 'a.yml': `include: []\n${keys}` })).toMatchObject([[null, 'The parsed YAML is too big: the files together are too big', 1, 1]]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000_000).toBeLessThan(5);
  }, 30_000);

  it('text, lines and tokens are counted over all files', () => {
    const comment = `#${'x'.repeat(600_000)}\n`;
    expect(problemsOf(`include: a.yml\n${comment}${JOB}`, { 'a.yml': `${comment}.b: {}` })).toEqual([['a.yml', 'The parsed YAML is too big: more than 1048576 bytes', 1, 1]]);
  });

  it('rules with costly patterns run out of one budget, and draw it from that of the rules of jobs', () => {
    const variables = given({ V: `${'a'.repeat(50_000)}!` });
    const rules = (from: number, count: number): string[] => Array.from({ length: count }, (_, at) => `[{ if: '$V =~ /(a+)+${from + at}$/' }]`);
    const including = (count: number): string => `include:\n${rules(0, count).map((rule) => `  - { local: a.yml, rules: ${rule} }`).join('\n')}\n`;
    const jobs = (count: number): string => rules(500, count).map((rule, at) => `j${at}: { script: x, rules: ${rule} }\n`).join('');
    const tooCostly = expect.stringMatching('too long to evaluate');
    expect(problemsOf(`${including(500)}${JOB}`, {}, { variables })).toEqual([[null, tooCostly, 1, 1]]);
    const plan = (text: string): unknown => planConfig(text, { ...PUSH, variables });
    const share = 60;
    expect(plan(`${including(share)}${JOB}`)).toMatchObject({ ok: true });
    expect(plan(`${jobs(share)}${JOB}`)).toMatchObject({ ok: true });
    expect(plan(`${including(share)}${jobs(share)}${JOB}`)).toMatchObject({ ok: false, error: { refusal: { message: tooCostly } } });
  }, 30_000);

  it('what an entry of a file means is found out once, however often the file is included', () => {
    const paths = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`dir${at}/file.yml`, JOB]));
    const again = `include: [${'a.yml, '.repeat(140)}]\n`;
    expect(problemsOf(again, { ...paths, 'a.yml': `include: "*none*.yml"\n${JOB}` })).toEqual([]);
  });

  it('dozens of patterns find their files among 10,000', () => {
    const paths = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`packages/component-${at}/src/lib/with-a-long-name/file.spec.ts`, '']));
    const patterns = Array.from({ length: 50 }, (_, at) => `"ci/${at}/**/*.yml"`).join();
    expect(scriptsOf(`include: [${patterns}]`, { ...paths, 'ci/7/jobs/a.yml': JOB })).toEqual({ a: 'x' });
  });

  it('30,000 patterns over 5,000 paths run out of the same budget', () => {
    const paths = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`dir${at}/file.yml`, JOB]));
    const entries = Array.from({ length: 30_000 }, (_, at) => `x${at}*.yml`).join();
    expect(problemsOf(`include: [${entries}]\n${JOB}`, paths)).toMatchObject([[null, expect.stringMatching('too long'), 1, 1]]);
  }, 30_000);
});
