import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectOutput } from '../../lib/collect-output.mjs';
import { freePort } from './free-port.mjs';
import { inheritedEnvironment } from './inherited-environment.mjs';
import { inRoot } from './paths.mjs';
import { untilReady } from './ready-api.mjs';
import { startProgram } from './supervise.mjs';

const LOG_SHOWN = 20_000;

/**
 * Runs work against an API in simulation, on a free port and with a database of the caller's, and ends it afterwards. Its
 * own log is only of interest when the work goes wrong.
 */
export async function withSimulatedApi(databaseUrl, work, settings = {}) {
  // One base64url text in 64 begins with a dash, and one run in 64 failed by it as an option; now every run has one.
  const [port, token] = [await freePort(), `-${randomBytes(24).toString('base64url')}`];
  const dataDir = mkdtempSync(join(tmpdir(), 'holdpoint-'));
  const given = { PORT: String(port), DATABASE_URL: databaseUrl, HOLDPOINT_ADMIN_TOKEN: token, HOLDPOINT_DATA_DIR: dataDir };
  const api = startApi({ ...given, ...settings });
  const url = `http://127.0.0.1:${port}`;
  const result = await untilReady(url, api).then(() => work({ url, token })).catch((error) => error);
  await end(api, dataDir);
  if (result !== 0) process.stderr.write(`--- the API's log (last lines) ---\n${api.log()}`);
  if (result instanceof Error) throw result;
  return result;
}

function startApi(settings) {
  const env = { ...settings, ROLE: 'all', HOST: '127.0.0.1', SIMULATION: '1', NODE_ENV: 'development' };
  const api = startProgram(inRoot('dist/apps/api/main.mjs'), [], { env, inherited: inheritedEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  return { ...api, log: collectOutput(api.child, LOG_SHOWN) };
}

async function end(api, dataDir) {
  api.child.kill('SIGTERM');
  await api.ended;
  rmSync(dataDir, { recursive: true, force: true });
}
