/**
 * The commands as a person runs them. npm start on data of its own is interrupted and killed; the demo, the conformance
 * cases and the experiments must end as they promise.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './lib/holdpoint-process';

interface Finished {
  readonly code: number | null;
  readonly output: string;
}

function launch(command: string, args: readonly string[]): { child: ChildProcess; finished: Promise<Finished> } {
  const env = { ...process.env, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [join(ROOT, 'tools/commands', `${command}.mjs`), ...args], { cwd: ROOT, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
  const finished = once(child, 'exit').then(([code]): Finished => ({ code: code as number | null, output }));
  return { child, finished };
}

const run = (command: string, ...args: readonly string[]): Promise<Finished> => launch(command, args).finished;
const ownCases = join(ROOT, 'libs/evaluation/scenario/cases');

describe('npm run conformance', () => {
  it.each([
    ['PostgreSQL', [] as string[], /store: PostgreSQL/],
    ['memory', ['--in-memory'], /store: memory/],
  ])('passes the cases of the repository on %s', async (_, args, store) => {
    const { code, output } = await run('conformance', '--cases', ownCases, ...args);
    expect(output).toMatch(store);
    expect(output).toMatch(/\n6 passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it('prints what differs and ends with 1 when a case fails, and with 2 when it is asked for nothing', async () => {
    const failing = await run('conformance', '--cases', join(__dirname, 'lib/failing-cases'), '--in-memory');
    expect(failing.output).toMatch(/FAILED wrong_expectation.yml, init\n {2}job wait: expected success, got running_externally/);
    expect(failing.output).toMatch(/FAILED unreadable.yml, file/);
    expect(failing).toMatchObject({ code: 1 });
    expect((await run('conformance')).code).toBe(2);
  });
});

describe('npm run evaluate', () => {
  it.each([
    ['PostgreSQL', [] as string[], 'postgresql'],
    ['memory', ['--in-memory'], 'memory'],
  ])('runs an experiment on %s and writes its report', async (_, args, store) => {
    const out = mkdtempSync(join(tmpdir(), 'holdpoint-evaluation-'));
    try {
      const { code, output } = await run('evaluate', '--only', 'fold-table', '--out', out, ...args);
      expect(output).toMatch(/\n1 experiments, 1 held; 4 findings\n$/);
      expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toMatchObject({ store, experiments: [{ id: 'fold-table' }] });
      expect(code).toBe(0);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  it('ends with 2 when it is asked for an experiment that does not exist', async () => {
    expect(await run('evaluate', '--only', 'nothing', '--in-memory')).toMatchObject({ code: 2, output: expect.stringContaining('fold-table') });
  });
});

describe('npm run demo', () => {
  it('ends with every act as it should', async () => {
    const { code, output } = await run('demo');
    expect(output).toContain('Every act ended as it should.');
    expect(output).toMatch(/running_externally -> failed +drop by deadline/);
    expect(code).toBe(0);
  });
});

describe('every command', () => {
  it.each(['start', 'demo', 'test', 'conformance', 'evaluate', 'bench'])('%s explains itself with --help', async (command) => {
    const { code, output } = await run(command, '--help');
    expect(output).toContain(`npm ${command === 'start' || command === 'test' ? command : `run ${command}`}`);
    expect(code).toBe(0);
  });
});
