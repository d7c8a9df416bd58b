/**
 * Texts made to cost: each must be refused (or accepted) quickly, in this process, which must survive. Depth is tried a
 * thousand times, since the parser underneath was seen to abort the process only after several overflows. Time limits are
 * generous: they are there to catch growth that is not linear, not to measure.
 */
import { CONFIG_LIMITS } from './config-limits';
import { parseCiConfig } from './parse-ci-config';
import { planPipeline } from './plan/plan-pipeline';
import { configOf, given, messagesOf, PUSH } from './testing/config.fixture';

const list = (count: number, item: (index: number) => string, separator = '\n'): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator);

/** Seconds of CPU that the work takes in this process: what else the machine does is not counted. */
function cpuSecondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

const DEEP = `The parsed YAML is too big: nested deeper than ${CONFIG_LIMITS.yamlDepth} levels`;

/** Every way to nest, `depth` levels deep. */
const NESTINGS: Readonly<Record<string, (depth: number) => string>> = {
  'open brackets': (depth) => '['.repeat(depth),
  'closed brackets': (depth) => '['.repeat(depth) + ']'.repeat(depth),
  braces: (depth) => '{a: '.repeat(depth),
  dashes: (depth) => '- '.repeat(depth),
  'question marks': (depth) => '? '.repeat(depth),
  'keys in a row': (depth) => 'a: '.repeat(depth),
  colons: (depth) => ': '.repeat(depth),
};

describe('depth', () => {
  it.each(Object.entries(NESTINGS))('%s are refused at 150, 1,500, 10,000 and 100,000', (_, nest) => {
    for (const depth of [150, 1_500, 10_000, 100_000]) expect(messagesOf(nest(depth))).toEqual([DEEP]);
  });

  it.each(Object.entries(NESTINGS))('%s are refused a thousand times in one process', (_, nest) => {
    const texts = [nest(1_500), nest(10_000)];
    for (let round = 0; round < 1_000; round += 1) {
      for (const text of texts) if (parseCiConfig(text).ok) throw new Error('accepted');
    }
  });

  it('of indentation is refused', () => {
    expect(messagesOf(list(1_400, (level) => `${' '.repeat(level)}a:`))).toEqual([DEEP]);
  });

  it('is accepted at the limit and refused one above it', () => {
    const limit = CONFIG_LIMITS.yamlDepth;
    const text = (depth: number): string => `test: { script: x }\n.a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`;
    expect(messagesOf(text(limit))).toEqual([]);
    expect(messagesOf(text(limit + 1))).toEqual([DEEP]);
  });

  it('is counted through aliases', () => {
    const text = list(5_000, (index) => `k${index}: &a${index} [${index === 0 ? 'x' : `*a${index - 1}`}]`);
    expect(messagesOf(text)).toEqual([DEEP]);
  });
});

describe('size', () => {
  const BOMB = 'The parsed YAML is too big: aliases and merges make it too big';

  it('is refused above one MiB before anything is read', () => {
    expect(messagesOf('x'.repeat(10 * 1_048_576))).toEqual(['The parsed YAML is too big: more than 1048576 bytes']);
    expect(messagesOf('é'.repeat(600_000))).toEqual(['The parsed YAML is too big: more than 1048576 bytes']);
  });

  it('is refused above the limit of lines and of tokens', () => {
    expect(messagesOf(list(100_000, (index) => `k${index}: v`))).toEqual(['The parsed YAML is too big: more than 65536 lines']);
    expect(messagesOf(`a: [${'[],'.repeat(200_000)}]`)).toEqual(['The parsed YAML is too big: too many tokens']);
  });

  it.each([
    ['nested as deep as may be', `a:\n${list(1_900, () => ` - ${'['.repeat(95)}${']'.repeat(95)}`)}`],
    ['one after the other', `a: ${'[]'.repeat(190_000)}`],
    ['in a list', `a: [${'{},'.repeat(100_000)}]`],
  ])('is refused for its brackets, each a collection, %s', (_, text) => {
    const seconds = cpuSecondsOf(() => {
      expect(messagesOf(text)).toEqual(['The parsed YAML is too big: too many tokens']);
    });
    expect(seconds).toBeLessThan(4);
  });

  it.each([
    ['60,000 lines', list(10_000, (index) => `j${index}:\n  stage: test\n  script:\n    - echo\n    - make\n`)],
    ['9,000 jobs in braces', list(9_000, (index) => `j${index}: { script: x, rules: [{ if: $A }] }`)],
  ])('is well within the limits with %s', (_, text) => {
    expect(messagesOf(text)).toEqual([]);
  });

  it.each([9, 100])('an alias bomb of %i levels is refused', (levels) => {
    const items = (index: number): string => Array(9).fill(index === 0 ? 'x' : `*a${index - 1}`).join(', ');
    expect(messagesOf(list(levels, (index) => `k${index}: &a${index} [${items(index)}]`))).toEqual([BOMB]);
  });

  it('a big mapping merged into many jobs is refused', () => {
    const big = `.x: &x\n${list(10_000, (index) => `  v${index}: 1`)}`;
    expect(messagesOf(`${big}\n${list(2_000, (index) => `j${index}: { <<: *x, script: x }`)}`)).toContain(BOMB);
  });

  it('a big mapping merged many times into the same is refused, though the result is small', () => {
    const big = `.x: &x\n${list(10_000, (index) => `  v${index}: 1`)}`;
    expect(messagesOf(`${big}\n.y: { ${Array(1_000).fill('<<: *x').join()} }\ntest: { script: x }`)).toEqual([BOMB]);
  });

  it('a big job extended by many is refused', () => {
    const big = `.x:\n  variables:\n${list(10_000, (index) => `    v${index}: 1`)}`;
    const jobs = list(2_000, (index) => `j${index}: { extends: .x, script: x }`);
    expect(messagesOf(`${big}\n${jobs}`)).toEqual(['The parsed YAML is too big: `extends` makes it too big']);
  });

  it('big root variables are not copied into many jobs', () => {
    const text = `variables:\n${list(10_000, (index) => `  v${index}: 1`)}\n${list(2_000, (index) => `j${index}: { script: x }`)}`;
    expect(planPipeline(configOf(text), PUSH)).toMatchObject({ ok: false, error: { code: 'config_error' } });
  });

  it('20,000 keys take linear time', () => {
    const text = list(20_000, (index) => `k${index}: v`);
    expect(text.length).toBeLessThan(200_000);
    expect(messagesOf(text)).toHaveLength(CONFIG_LIMITS.problems + 1);
  }, 5_000);

  it('100,000 syntax errors in one document do not take seconds', () => {
    expect(messagesOf(`a: [${', '.repeat(100_000)}]`)).toHaveLength(10);
  }, 5_000);
});

describe('rules', () => {
  const withRule = (condition: string, count = 1): string =>
    list(count, (index) => `j${index}:\n  script: x\n  rules:\n    - if: '${condition.replaceAll('#', String(index))}'`);
  const big = `${'a'.repeat(50_000)}!`;

  it.each(['(a+)+$', '(a|a)*b', '^(([a-z])+.)+$', '(.*)(.*)(.*)(.*)x'])('/%s/ on 50 kB answers', (pattern) => {
    const config = configOf(withRule(`$V =~ /${pattern}/`));
    expect(typeof planPipeline(config, { ...PUSH, variables: given({ V: big }) }).ok).toBe('boolean');
  }, 2_000);

  it.each(['(a{1000}){1000}', '(.{0,500}z.{0,400}q)$', 'a'.repeat(1_001), '('.repeat(999)])('/%.40s/ is refused', (pattern) => {
    expect(messagesOf(withRule(`$V =~ /${pattern}/`))).toEqual(['jobs:j0:rules:rule if invalid expression syntax']);
  });

  it('many costly patterns run out of budget', () => {
    const config = configOf(withRule('$V =~ /(a+)+#$/', 500));
    expect(planPipeline(config, { ...PUSH, variables: given({ V: big }) })).toMatchObject({
      ok: false,
      error: { code: 'config_error', message: expect.stringContaining('take too long') },
    });
  }, 10_000);

  it.each([
    ['ranges in which each code point is folded', '[B-\u{1E942}]'.repeat(4), 'i'],
    ['Unicode classes', '\\pL'.repeat(300), 'i'],
  ])('many patterns with %s run out of budget before the text is read', (_, pattern, flags) => {
    const text = withRule(`$V =~ /${pattern}#/${flags}`, 150);
    const seconds = cpuSecondsOf(() => {
      expect(messagesOf(text)).toContain('jobs:j149:rules:rule if invalid expression syntax');
    });
    expect(seconds).toBeLessThan(4);
  }, 20_000);

  it('long texts that are looked for in each other, or compared again and again, run out of budget', () => {
    const [half, rules] = ['a'.repeat(100_000), list(5_000, (index) => `job-${index}: { script: x, rules: *r }`)];
    const texts = `variables: { A: ${half}b${half}, B: ${half}${half}${half}, C: ${half}b${half} }`;
    const all = list(24, () => '$A == $C', ' && ');
    const plans = ['$A =~ $B', all].map((rule) => configOf(`${texts}\n.r: { rules: &r [{ if: ${rule}, when: never }] }\n${rules}`));
    for (const config of plans) expect(cpuSecondsOf(() => expect(planPipeline(config, PUSH)).toMatchObject({ ok: false, error: { message: expect.stringContaining('take too long') } }))).toBeLessThan(5);
  });

  it('a row of 30,000 variables in a matrix is refused before a job is made of it, wherever it stands', () => {
    const matrix = `{ matrix: [{ ${list(30_000, (index) => `V${index}: x`, ', ')} }] }`;
    const problem = 'makes a job whose name is too long (maximum is 255 characters)';
    expect(cpuSecondsOf(() => expect(messagesOf(`a: { script: x, parallel: ${matrix} }`)[0]).toContain(problem))).toBeLessThan(5);
    const needs = list(50, () => '{ job: a, parallel: *m }', ', ');
    expect(cpuSecondsOf(() => messagesOf(`.m: &m ${matrix}\na: { script: x }\nb: { script: x, needs: [${needs}] }`))).toBeLessThan(5);
  });

  it('10,000 && and 1,000 parentheses are refused', () => {
    expect(messagesOf(withRule(Array(10_000).fill('$A').join(' && ')))).toHaveLength(1);
    expect(messagesOf(withRule(`${'('.repeat(1_000)}$A${')'.repeat(1_000)}`))).toHaveLength(1);
  });

  it('variables that refer to themselves, double or form a long chain are survived', () => {
    const variables = [
      'A: a', 'C: $C', 'D0: xxxxxxxxxx',
      list(60, (index) => `D${index + 1}: $D${index}$D${index}`, ','),
      'E0: x',
      list(10_000, (index) => `E${index + 1}: $E${index}`, ','),
    ].join(',');
    const config = configOf(`variables: {${variables}}\n${withRule('$A && $C && $D60 && $E10000')}`);
    expect(planPipeline(config, PUSH)).toMatchObject({ ok: true });
  });

  it('10,000 variables in one circle are told in a few words, for 1,000 jobs in seconds', () => {
    const circle = list(10_000, (index) => `A${index}: $A${(index + 1) % 10_000}`, ',');
    const jobs = list(1_000, (index) => `j${index}: { external: true, rules: [{ if: $A0 }] }`);
    const plan = planPipeline(configOf(`variables: {${circle}}\n${jobs}`), PUSH);
    expect(plan).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^j0: circular variable reference detected: \["A0", "A1", /) } });
    expect(plan.ok || plan.error.message.length).toBeLessThan(CONFIG_LIMITS.refusalLines * (CONFIG_LIMITS.problemChars + 100));
  }, 20_000);

  it.each([
    ['a trigger', 'trigger: a/$A'],
    ['a match', 'external: { match: { key: $A } }'],
  ])('400,000 references to nothing in %s of 4,000 jobs run out of budget, not one job after the other', (_, job) => {
    const jobs = list(4_000, (index) => `j${index}: { ${job} }`);
    const config = configOf(`variables: { A: "${'$B'.repeat(400_000)}" }\n${jobs}`);
    const seconds = cpuSecondsOf(() => {
      const message = expect.stringContaining('take too long');
      expect(planPipeline(config, PUSH)).toMatchObject({ ok: false, error: { message } });
    });
    expect(seconds).toBeLessThan(4);
  }, 20_000);

  it('20 references to nothing in the keys of 9,000 jobs are well within the budget', () => {
    const jobs = list(9_000, (index) => `j${index}: { external: { match: { key: x$A } } }`);
    expect(planPipeline(configOf(`variables: { A: "x${'$B'.repeat(20)}" }\n${jobs}`), PUSH)).toMatchObject({ ok: true });
  }, 20_000);

  it('a long chain is looked through for circles once, or by each job that leads into it until the budget is spent', () => {
    const chain = list(10_000, (index) => `A${index}: $A${index + 1}`, ',');
    const planWith = (own: string): unknown => {
      const jobs = list(100, (index) => `j${index}: { trigger: { project: a/b, forward: { yaml_variables: false } }, variables: { B: ${own} } }`);
      return planPipeline(configOf(`variables: {${chain}}\n${jobs}`), PUSH);
    };
    expect(planWith('b')).toMatchObject({ ok: true });
    expect(planWith('$A0')).toMatchObject({ ok: false, error: { code: 'config_error', message: expect.stringContaining('take too long') } });
  }, 20_000);
});
