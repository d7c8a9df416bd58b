/**
 * What the launcher promises when things end badly, tried with real processes and real signals: an orphaned server is
 * adopted, a crashed one recovers, Ctrl-C leaves the database up until the drain is over.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Fact = Record<string, unknown>;

const parent = mkdtempSync(join(tmpdir(), 'holdpoint-launcher-'));
chmodSync(parent, 0o755);
const dataDir = join(parent, 'data');
const postmasterPid = (): number => Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

interface Holder {
  readonly process: ChildProcess;
  readonly next: () => Promise<Fact>;
  readonly ended: Promise<unknown>;
}

function hold(): Holder {
  const child = spawn(process.execPath, [join(__dirname, 'hold-server.fixture.mjs'), dataDir], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Fact> => JSON.parse((await lines.next()).value ?? '{}') as Fact;
  return { process: child, next, ended: new Promise((resolve) => child.on('exit', resolve)) };
}

/** The terminal sends Ctrl-C to every process of the group. */
const ctrlC = (holder: Holder): boolean => process.kill(-holder.process.pid!, 'SIGINT');

const killHard = async (holder: Holder): Promise<void> => {
  holder.process.kill('SIGKILL');
  await holder.ended;
};

let holder: Holder;

/** Whatever went wrong before, no server stays behind. */
afterAll(async () => {
  if (holder.process.exitCode === null) ctrlC(holder);
  await holder.ended;
  if (existsSync(join(dataDir, 'postmaster.pid'))) process.kill(postmasterPid(), 'SIGQUIT');
  rmSync(parent, { recursive: true, force: true });
});

it('makes the cluster and starts it', async () => {
  holder = hold();
  expect(await holder.next()).toMatchObject({ adopted: false });
});

it('adopts the server that a killed launcher has left', async () => {
  await killHard(holder);
  holder = hold();
  expect(await holder.next()).toMatchObject({ adopted: true });
});

it('does not let a second launcher stop the server of the first', async () => {
  const second = hold();
  await second.next();
  ctrlC(second);
  await second.ended;
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
});

it('lets the last launcher stop the server, not the first', async () => {
  const first = holder;
  holder = hold();
  await holder.next();
  ctrlC(first);
  await first.ended;
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
});

it('recovers when launcher and postmaster were killed', async () => {
  process.kill(postmasterPid(), 'SIGKILL');
  await killHard(holder);
  holder = hold();
  expect(await holder.next()).toMatchObject({ adopted: false });
});

it('keeps the database up while the application drains after Ctrl-C, then stops it', async () => {
  ctrlC(holder);
  expect(await holder.next()).toEqual({ aliveInDrain: true });
  await holder.ended;
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
  holder = hold();
  expect(await holder.next()).toMatchObject({ adopted: false });
});
