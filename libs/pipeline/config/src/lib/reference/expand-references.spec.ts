/** `!reference`: what stands in its place, and that no text makes it cost more than the text may. */
import { CONFIG_LIMITS } from '../config-limits';
import { configOf, jobOf, messagesOf, namesOf } from '../testing/config.fixture';

const scriptOf = (text: string): unknown => {
  const job = configOf(text).jobs.at(-1);
  return job?.kind === 'build' ? job.script : null;
};

describe('a reference', () => {
  it('in a script is as many lines as it names', () => {
    expect(scriptOf('.setup: { script: [one, two] }\ntest: { script: [!reference [.setup, script], three] }')).toEqual(['one', 'two', 'three']);
  });

  it('is the whole value of a keyword', () => {
    expect(scriptOf('.setup: { script: [one, two] }\ntest: { script: !reference [.setup, script] }')).toEqual(['one', 'two']);
  });

  it('stands for one line, which block style writes as well', () => {
    expect(scriptOf('.setup: { line: make }\ntest:\n  script:\n    - !reference\n      - .setup\n      - line')).toEqual(['make']);
  });

  it('in rules is as many rules as it names', () => {
    const text = '.main: { rules: [{ if: $CI_COMMIT_BRANCH == "main" }] }\ntest: { script: x, rules: [!reference [.main, rules]] }';
    expect(namesOf(text)).toEqual(['test']);
    expect(namesOf(text, { ref: 'other' })).toContain('empty');
  });

  it('brings variables, all or one', () => {
    const base = '.v: { variables: { A: one, B: two } }\n';
    expect(jobOf(`${base}test: { script: x, variables: !reference [.v, variables] }`)).toMatchObject({ options: { variables: { A: 'one', B: 'two' } } });
    expect(jobOf(`${base}test: { script: x, variables: { C: !reference [.v, variables, B] } }`)).toMatchObject({ options: { variables: { C: 'two' } } });
  });

  it('sees what `extends` has brought, and is brought by it', () => {
    expect(scriptOf('.a: { script: [one] }\n.b: { extends: .a }\ntest: { script: [!reference [.b, script]] }')).toEqual(['one']);
    expect(scriptOf('.a: { script: [one] }\n.b: { script: [!reference [.a, script], two] }\ntest: { extends: .b }')).toEqual(['one', 'two']);
  });

  it('may name what has references, up to ten in a row, whatever comes first', () => {
    const chain = (length: number): string[] =>
      Array.from({ length }, (_, at) => `.r${at + 1}: { script: ${at === 0 ? '[end]' : `!reference [.r${at}, script]`} }`);
    const test = (length: number): string => `test: { script: !reference [.r${length}, script] }`;
    expect(scriptOf([...chain(10), test(10)].join('\n'))).toEqual(['end']);
    const problem = /^!reference \["\.r\d+", "script"\] is nested too deeply \(maximum is 10\)$/;
    expect(messagesOf([...chain(11), test(11)].join('\n'))).toEqual([expect.stringMatching(problem)]);
    expect(messagesOf([test(11), ...chain(11).reverse()].join('\n'))).toEqual([expect.stringMatching(problem)]);
  });
});

describe('what is wrong with one', () => {
  it.each([
    ['it names nothing', 'test: { script: [!reference [.a, script]] }', ['!reference [".a", "script"] could not be found']],
    ['it names nothing in what is there', '.a: { script: [x] }\ntest: { script: [!reference [.a, script, "0"]] }', ['!reference [".a", "script", "0"] could not be found']],
    ['it names a null', '.a: { script: null }\ntest: { script: [!reference [.a, script]] }', ['!reference [".a", "script"] could not be found']],
    ['it has no path', 'test: { script: [!reference []] }', ['!reference [] is not valid']],
    ['its path has other things than texts', 'test: { script: [!reference [a, 1, [b]]] }', ['!reference ["a", 1, …] is not valid']],
    ['it names itself', 'test: { script: [!reference [test, script]] }', ['!reference ["test", "script"] is part of a circular chain']],
    ['it is what a job extends', '.a: { b: [.a] }\ntest: { script: x, extends: !reference [.a, b] }', ['jobs:test extends should be an array of strings or a string']],
  ])('%s', (_, text, messages) => {
    expect(messagesOf(text)).toEqual(messages);
  });

  it('two name each other', () => {
    expect(messagesOf('.a: { s: [!reference [.b, s]] }\n.b: { s: [!reference [.a, s]] }\ntest: { script: x }')[0]).toMatch(/is part of a circular chain$/);
  });

  it('what it brings is not what belongs there', () => {
    expect(messagesOf('.a: { script: { b: c } }\ntest: { script: !reference [.a, script] }')).toEqual([expect.stringContaining('jobs:test:script config should be')]);
  });
});

describe('hostile references', () => {
  const double = (lines: number): string =>
    Array.from({ length: lines }, (_, at) => `.r${at + 1}: { s: [!reference [.r${at}, s], !reference [.r${at}, s]] }`).join('\n');

  it('that double what is there with every line are refused by its size', () => {
    const text = `.r0: { s: [${'x'.repeat(100_000)}] }\n${double(9)}\ntest: { script: x }`;
    expect(messagesOf(text)).toEqual(['The parsed YAML is too big: `!reference` makes it too big']);
  });

  it('among a thousand jobs that all name each other end', () => {
    const all = Array.from({ length: 100 }, (_, at) => `!reference [.j${at}, s]`).join(', ');
    const text = Array.from({ length: 100 }, (_, at) => `.j${at}: { s: [${all}] }`).join('\n');
    const messages = messagesOf(`${text}\ntest: { script: x }`);
    expect(messages.length).toBeGreaterThan(CONFIG_LIMITS.problems / 2);
    expect(messages[0]).toMatch(/circular chain|too deeply/);
  });
});
