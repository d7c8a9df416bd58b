import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './lib/command.mjs';
import { openThrowawayDatabase } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { callerDirectory, inRoot } from './lib/paths.mjs';
import { freePort, untilReady } from './lib/ready-api.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';

const HELP = `
npm run demo [-- OPTIONS]

Plays the demonstration, unattended, over real HTTP: a pipeline waits for an external job and goes on when it is reported.
Starts an API in simulation on a free port with a database of its own, prints a timeline and removes everything again.
Exit code 0 only if everything ended as it should. OPTIONS are passed to the demonstration.

Environment
  DATABASE_URL  make the demonstration's database on this server instead of starting one
`;

await command(HELP, async (args) => {
  await ensureInstalled();
  await ensureBuilt('api', 'evaluate');
  const signals = catchStopSignals();
  const database = await openThrowawayDatabase('holdpoint_demo');
  try {
    return signals.wasAsked() ? 130 : await withApi(database.url, (access) => play(access, args, signals));
  } finally {
    await database.stop();
  }
});

/** The API's own log is only of interest when the demonstration goes wrong. */
async function withApi(databaseUrl, work) {
  const [port, token] = [await freePort(), randomBytes(24).toString('base64url')];
  const dataDir = mkdtempSync(join(tmpdir(), 'holdpoint-demo-'));
  const api = startApi({ PORT: String(port), DATABASE_URL: databaseUrl, HOLDPOINT_ADMIN_TOKEN: token, HOLDPOINT_DATA_DIR: dataDir });
  const url = `http://127.0.0.1:${port}`;
  const result = await untilReady(url, api).then(() => work({ url, token })).catch((error) => error);
  await end(api, dataDir);
  if (result !== 0) process.stderr.write(`--- the API's log (last lines) ---\n${api.log()}`);
  if (result instanceof Error) throw result;
  return result;
}

/** What the caller's environment says of a real installation must not reach the simulation. */
function startApi(settings) {
  const env = { ...settings, ROLE: 'all', HOST: '127.0.0.1', SIMULATION: '1', NODE_ENV: 'development' };
  const api = startProgram(inRoot('dist/apps/api/main.mjs'), [], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { ...api, log: collectOutput(api.child) };
}

async function end(api, dataDir) {
  api.child.kill('SIGTERM');
  await api.ended;
  rmSync(dataDir, { recursive: true, force: true });
}

function play({ url, token }, args, signals) {
  const demo = startProgram(inRoot('dist/apps/evaluate/main.mjs'), ['demo', '--url', url, '--token', token, ...args], { cwd: callerDirectory() });
  return untilEnd(demo, signals);
}

function collectOutput(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text = (text + chunk).slice(-20_000)));
  return () => text;
}
