/** The commands say what they do without installing or building anything, and count test results without being fooled. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const node = (...args: string[]): { code: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
};

it.each(['start', 'demo', 'test', 'conformance', 'evaluate', 'bench'])('npm run %s -- --help explains itself', (name) => {
  const { code, output } = node(join(__dirname, `${name}.mjs`), '--help');
  expect(code).toBe(0);
  expect(output).toMatch(new RegExp(`^npm (run )?${name}\\b`));
});

it.each(['start', 'test'])('npm %s refuses arguments, which it would pass over', (name) => {
  const { code, output } = node(join(__dirname, `${name}.mjs`), '--bogus');
  expect([code, output]).toEqual([2, `npm ${name} takes no arguments: --bogus\nnpm ${name} -- --help explains it.\n`]);
});

it('npm run demo refuses what it does not know before it starts anything', () => {
  const { code, output } = node(join(__dirname, 'demo.mjs'), '--bogus');
  expect([code, output]).toEqual([2, expect.stringMatching(/^Unknown option '--bogus'.*\n.*--help explains the options/s)]);
});

it.each(['/proc/nowhere/deep', join(__filename, 'below-a-file')])('npm start says that %s cannot hold its data', (directory) => {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'start.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, HOLDPOINT_DATA_DIR: directory },
    timeout: 20_000,
  });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^HOLDPOINT_DATA_DIR must be a directory.*\n$/)]);
});

describe('counting Jest results', () => {
  const copy = mkdtempSync(join(tmpdir(), 'holdpoint-results-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** Asks the reader, which is an ES module that Jest cannot load, in a process of its own and from a folder of its own. */
  const read = (task: object, result?: object): unknown => {
    const reader = join(__dirname, 'lib/jest-results.mjs');
    const file = join(copy, 'p.json');
    mkdirSync(copy, { recursive: true });
    if (result) writeFileSync(file, JSON.stringify(result));
    else rmSync(file, { force: true });
    const script = `import { readJestResult } from ${JSON.stringify(reader)}; console.log(JSON.stringify(readJestResult(${JSON.stringify(task)}, ${JSON.stringify(copy)})))`;
    return JSON.parse(node('--input-type=module', '-e', script).output);
  };
  const suite = (status: string, ...assertionResults: object[]): object => ({ name: 's.spec.ts', status, assertionResults });
  const ran = (numPassedTests: number, ...testResults: object[]): object => ({ numPassedTests, numPendingTests: 1, numTodoTests: 0, testResults });

  it('adds up what ran and names what failed', () => {
    const result = ran(2, suite('failed', { status: 'failed', fullName: 'breaks', failureMessages: [] }, { status: 'passed', fullName: 'works' }));
    expect(read({ project: 'p', passed: false }, result)).toEqual({ passed: 2, failed: 1, skipped: 1, failures: ['p: breaks'] });
  });

  it('says what was wrong, in so many lines, without colours', () => {
    const message = ['\u001b[31mexpected\u001b[39m', '', ...Array.from({ length: 50 }, (_, line) => `line ${line}`)].join('\n');
    const { failures } = read({ project: 'p', passed: false }, ran(0, suite('failed', { status: 'failed', fullName: 'breaks', failureMessages: [message] }))) as { failures: [string] };
    expect(failures[0].split('\n')).toEqual(['p: breaks', '  expected', ...Array.from({ length: 19 }, (_, line) => `  line ${line}`)]);
  });

  it('counts a suite that could not be loaded, and a run without a result', () => {
    expect(read({ project: 'p', passed: false }, ran(0, suite('failed')))).toMatchObject({ failed: 1, failures: ['p: s.spec.ts cannot run'] });
    expect(read({ project: 'p', passed: true })).toMatchObject({ passed: 0, failed: 1 });
  });

  it('does not believe a good result of a run that failed', () => {
    expect(read({ project: 'p', passed: false }, ran(1, suite('passed', { status: 'passed', fullName: 'works' })))).toMatchObject({ failed: 1 });
  });
});
