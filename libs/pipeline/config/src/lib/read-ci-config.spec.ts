/**
 * Several files read as one configuration, as a child pipeline includes them: merging, the file, line and column of each
 * problem, bounds that hold for all files together; then files made to cost.
 */
import { type Result } from '@holdpoint/kernel';
import fc from 'fast-check';
import { CONFIG_LIMITS } from './config-limits';
import type { CiConfig } from './ci-config';
import { parseCiConfig } from './parse-ci-config';
import { planPipeline } from './plan/plan-pipeline';
import type { ConfigProblem } from './problem/config-problem';
import { PUSH, readFiles } from './testing/config.fixture';

const read = (...texts: readonly string[]): Result<CiConfig, readonly ConfigProblem[]> => {
  const files = Object.fromEntries(texts.map((text, index) => [`${index}.yml`, text]));
  return readFiles({ include: Object.keys(files) }, files);
};

const problemsOf = (...texts: readonly string[]): readonly (readonly [string | null, string])[] => {
  const config = read(...texts);
  return config.ok ? [] : config.error.map(({ file, message }) => [file, message]);
};

describe('several files', () => {
  it('are merged key by key; of anything else the last one wins', () => {
    const config = read('stages: [a]\nx: { stage: a, script: one, tags: [s, t] }', 'x: { script: two, tags: [u] }\ny: { stage: a, script: y }');
    expect(config.ok && config.value.jobs).toMatchObject([{ name: 'x', stage: 'a', script: ['two'], tags: ['u'] }, { name: 'y' }]);
  });

  it('may extend and need each other, in any order', () => {
    const config = read('b: { extends: .base, needs: [a] }', '.base: { script: x }\nvariables: { A: a }', 'a: { extends: .base }');
    expect(config.ok && config.value.jobs).toMatchObject([{ name: 'b', script: ['x'] }, { name: 'a', script: ['x'] }]);
    expect(config.ok && config.value.variables.get('A')).toEqual({ value: 'a', expand: true });
  });

  it('do not share anchors', () => {
    expect(problemsOf('.a: &a { script: x }\nb: *a', 'c: *a')).toEqual([['1.yml', 'Invalid YAML: the alias *a has no anchor before it']]);
  });

  it('may each have a header line, a byte order mark and an end', () => {
    expect(problemsOf('---\na: { script: x }\n...\n', '\ufeffb: { script: x }', '%YAML 1.1\n---\nc: { script: x }')).toEqual([]);
  });

  it('give what one file gives when it is alone', () => {
    for (const text of ['a: { script: x }', 'a: { foo: 1 }', '- a', '']) {
      const alone = parseCiConfig(text);
      const read1 = read(text);
      if (alone.ok) expect(read1).toEqual(alone);
      else expect(read1.ok ? [] : read1.error.map(({ line, column }) => [line, column])).toEqual(alone.error.map(({ line, column }) => [line, column]));
    }
  });

  it('give the same as their jobs in one file, however they are split', () => {
    const job = fc.record({ stage: fc.constantFrom('build', 'test'), script: fc.constantFrom('x', 'y'), cut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 8 }), (jobs) => {
        const texts: string[] = [''];
        jobs.forEach(({ stage, script, cut }, index) => {
          const line = `j${index}: { stage: ${stage}, script: ${script} }\n`;
          if (cut && texts.at(-1) !== '') texts.push(line);
          else texts[texts.length - 1] += line;
        });
        expect(read(...texts)).toEqual(parseCiConfig(texts.join('')));
      }),
    );
  });
});

describe('a problem in one of several files', () => {
  it('names its file, line and column', () => {
    const config = read('x: { script: one }', '\n  y:\n    script: y\n    foo: 1\n', 'z: { script: z }');
    expect(config).toEqual({
      ok: false,
      error: [{ message: 'jobs:y config contains unknown keys: foo', path: 'jobs:y', file: '1.yml', line: 4, column: 5 }],
    });
  });

  it.each([
    ['a syntax error', 'y: [', 1],
    ['no mapping', '- a', 1],
    ['nothing but a comment', '# nothing', 1],
    ['a duplicate key', 'a: 1\nb: 2\na: 3', 3],
    ['a tag', 'a: !x b', 1],
    ['half a surrogate pair', 'a: 1\nb: \ud800', 2],
  ])('is found in it: %s', (_, text, line) => {
    const config = read('x: { script: one }\n\n\n', text, 'z: { script: z }');
    expect(config.ok ? [] : config.error.map((problem) => [problem.file, problem.line])).toEqual([['1.yml', line]]);
  });

  it('is found in each of them', () => {
    expect(problemsOf('x: [', '- a', 'y: { script: y }').map(([file]) => file)).toEqual(['0.yml', '1.yml']);
  });

  it('tells which file is empty, and that there is none', () => {
    expect(problemsOf('x: { script: one }', ' \n')).toEqual([['1.yml', 'Local file `1.yml` is empty!']]);
    expect(problemsOf()).toEqual([[null, 'jobs config should contain at least one visible job']]);
  });

  it('is an include of what is not there', () => {
    expect(problemsOf('x: { script: one }', 'include: a.yml')).toEqual([['1.yml', 'Local file `a.yml` does not exist!']]);
  });

  it('stands where the last file wrote the value', () => {
    const config = read('x: { script: one, retry: 9 }', 'x:\n  retry: 8\n');
    expect(config).toMatchObject({ ok: false, error: [{ file: '1.yml', line: 2, column: 10 }] });
  });
});

describe('the pipeline of included files', () => {
  it.each([
    ['parent_pipeline', ['child', 'branch']],
    ['pipeline', ['multi', 'branch', 'only']],
  ])('knows that its source is %s', (source, names) => {
    const config = read(
      'child: { script: x, rules: [{ if: $CI_PIPELINE_SOURCE == "parent_pipeline" }] }\nmulti: { script: x, rules: [{ if: $CI_PIPELINE_SOURCE == "pipeline" }] }',
      'branch: { script: x }\nonly: { script: x, only: [pipelines] }',
    );
    const plan = config.ok ? planPipeline(config.value, { ...PUSH, source }) : null;
    expect(plan?.ok === true && plan.value.jobs.map(({ name }) => name)).toEqual(names);
  });
});

describe('bounds', () => {
  const times = (count: number, text: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => text(index));

  it('200 includes are refused, 150 are read', () => {
    const jobs = times(200, (index) => `j${index}: { script: x }`);
    expect(problemsOf(...jobs)).toEqual([[null, 'Maximum of 150 nested includes are allowed!']]);
    expect(problemsOf(...jobs.slice(0, CONFIG_LIMITS.includes))).toEqual([]);
  });

  it.each([
    ['bytes', times(3, (index) => `#${'x'.repeat(400_000)}\nj${index}: { script: x }`), '2.yml', 'The parsed YAML is too big: more than 1048576 bytes'],
    ['lines', times(3, (index) => `${'\n'.repeat(30_000)}j${index}: { script: x }`), '2.yml', 'The parsed YAML is too big: more than 65536 lines'],
    ['tokens', times(3, (index) => `.j${index}: [${'[],'.repeat(30_000)}]`), '2.yml', 'The parsed YAML is too big: too many tokens'],
    ['copies', times(60, (index) => `.x: &x { ${times(300, (key) => `v${key}: 1`).join()} }\n.y${index}: { ${times(30, () => '<<: *x').join()} }`), '27.yml', 'The parsed YAML is too big: aliases and merges make it too big'],
    ['size', times(4, (index) => `.a: &a [${times(2_000, () => 'xxxx').join()}]\n.b${index}: [${times(80, () => '*a').join()}]`), null, 'The parsed YAML is too big: the files together are too big'],
  ])('on %s hold over all files', (_, texts, file, message) => {
    expect(problemsOf(...texts)).toEqual([[file, message]]);
    expect(problemsOf('a: { script: x }', ...texts.slice(0, 1))).toEqual([]);
  });

  it('on depth hold in each file', () => {
    expect(problemsOf('a: { script: x }', '['.repeat(10_000))).toEqual([['1.yml', `The parsed YAML is too big: nested deeper than ${CONFIG_LIMITS.yamlDepth} levels`]]);
  });

  it('one big mapping and 149 files that each change a key of it take linear time', () => {
    const big = `variables: { ${times(40_000, (index) => `V${index}: 1`).join()} }\na: { script: x }`;
    expect(problemsOf(big, ...times(149, (index) => `variables: { V${index}: 2 }`))).toEqual([]);
  }, 5_000);

  it('huge keys, and many of them, are shortened where they are repeated', () => {
    const key = 'k'.repeat(500_000);
    const keys = times(300, (index) => `${'z'.repeat(1_000)}${index}: 1`).join();
    const config = read(`${key}: 1\nb: { script: x }`, `a: { script: x, ${keys} }`);
    expect(config.ok ? [] : config.error.map(({ message }) => message.length <= CONFIG_LIMITS.problemChars + 1)).not.toContain(false);
    expect(config.ok).toBe(false);
  });

  it('any texts give a config or problems, never an exception', () => {
    const words = ['a', 'script', 'x', 'include', '<<', '&a', '*a', ': ', ', ', '{', '}', '[', ']', '\n', '- ', '---\n', '\ufeff', '#'];
    const text = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const config = read(...texts);
        return config.ok || config.error.every(({ line, column }) => line >= 1 && column >= 1);
      }),
      { numRuns: 500 },
    );
  });
});
