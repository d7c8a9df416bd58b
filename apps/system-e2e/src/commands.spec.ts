/**
 * The commands as a person runs them. npm start on data of its own is interrupted and killed; the demo, the conformance
 * cases and the experiments must end as they promise.
 */
import { inheritedEnvironment } from '@holdpoint/evaluation-process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectOutput } from './lib/collect-output';
import { ROOT } from './lib/holdpoint-process';

interface Finished {
  readonly code: number | null;
  readonly output: string;
}

async function launch(command: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const env = { ...inheritedEnvironment(), LOG_LEVEL: 'warn', ...settings };
  const child = spawn(process.execPath, [join(ROOT, 'tools/commands', `${command}.mjs`), ...args], { cwd: ROOT, env });
  const output = collectOutput(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

const run = (command: string, ...args: readonly string[]): Promise<Finished> => launch(command, args);
/** With any of these the simulation would not start, or its jobs would wait for ever. */
const OTHER_INSTALLATION = { TIMEOUT_CRON: 'off', SIMULATION_RUNNER: 'off', HOLDPOINT_HOOK_ALLOW: 'not/a//place', CALLBACK_RETENTION_DAYS: 'many' };
const examples = join(ROOT, 'libs/evaluation/scenario');
const ownCases = join(examples, 'cases');

describe('npm run conformance', () => {
  it.each([
    ['PostgreSQL', [] as string[], /store: PostgreSQL/],
    ['memory', ['--in-memory'], /store: memory/],
  ])('passes the cases of the repository on %s', async (_, args, store) => {
    const { code, output } = await run('conformance', '--cases', ownCases, ...args);
    expect(output).toMatch(store);
    expect(output).toMatch(/\n11 passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it.each([
    ['--config', 'configs', /\n8 passed, 0 failed\n$/],
    ['--composite', 'composite.json', /\n4 passed, 0 failed\n$/],
    ['--flux', 'flux', /over HTTP; 7 cases in .* s\n7 passed, 0 failed\n$/],
  ])('passes the examples of %s', async (option, path, end) => {
    const { code, output } = await run('conformance', option, join(examples, path));
    expect(output).toMatch(end);
    expect(code).toBe(0);
  });

  it('prints what differs and ends with 1 when a case fails, and with 2 when it is asked for nothing', async () => {
    const failing = await run('conformance', '--cases', join(__dirname, 'lib/failing-cases'), '--in-memory');
    expect(failing.output).toMatch(/FAILED wrong_expectation.yml, init\n {2}job wait: expected success, got running_externally/);
    expect(failing.output).toMatch(/FAILED unreadable.yml, file/);
    expect(failing).toMatchObject({ code: 1 });
    expect((await run('conformance')).code).toBe(2);
  });

  it('fails a case whose capture has another body, and goes on with the others', async () => {
    const { code, output } = await run('conformance', '--flux', join(__dirname, 'lib/failing-cases/flux'));
    expect(output).toMatch(/FAILED changed-after-capture, capture\n {2}the capture has another body than its event\n/);
    expect(output).toMatch(/FAILED wrong-expectation, delivery\n {2}verdict: expected stale, got accepted\n/);
    expect(output).toMatch(/\n0 passed, 2 failed\n/);
    expect(code).toBe(1);
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
  it('ends with every act as it should, whatever the installation of its caller is told', async () => {
    const { code, output } = await launch('demo', [], OTHER_INSTALLATION);
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
