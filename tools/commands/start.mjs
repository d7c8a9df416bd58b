import { resolve } from 'node:path';
import { command, takeNoArguments } from './lib/command.mjs';
import { ensureDataDir } from './lib/ensure-data-dir.mjs';
import { openLastingDatabase } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { inRoot } from './lib/paths.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';
import { untilPortFree } from './lib/until-port-free.mjs';

const HELP = `
npm start

Installs and builds what is missing, starts PostgreSQL, the API and the worker, and prints the address and a token.
Ctrl-C lets running requests finish, then stops the database; the data stays in .data/.
After a crash or a kill -9 of any of them, the next start recovers by itself.

Environment
  PORT                     the API's port (8080)
  ROLE                     all (default), api or worker
  SIMULATION=1             adds the simulation; uses a database of its own
  HOLDPOINT_DATA_DIR       where keys and the database are kept (.data)
  DATABASE_URL             use this PostgreSQL (15 or later) instead of starting one
  HOLDPOINT_POSTGRES_PORT  the started PostgreSQL also listens on 127.0.0.1 at this port

README.md, "Settings", has all of them.
`;

/** With more threads than Node has by itself, hooks to names whose servers are silent hold up no others. */
const THREADS = '16';

/** A young generation of 32 MB instead of 16 saves 6 % of the API's CPU while callbacks come, for some 50 MB of memory. */
const OPTIONS = '--max-semi-space-size=32';

await command(HELP, async (args) => {
  takeNoArguments(args, 'npm start');
  const settings = apiSettings();
  ensureDataDir(settings.HOLDPOINT_DATA_DIR);
  await ensureInstalled();
  await ensureBuilt('api');
  const signals = catchStopSignals();
  const simulation = ['1', 'on', 'true'].includes(process.env.SIMULATION);
  await untilPortFree(settings.PORT, settings.HOST, signals.wasAsked);
  if (signals.wasAsked()) return 0;
  const database = await openLastingDatabase(simulation ? 'holdpoint_simulation' : 'holdpoint', settings.HOLDPOINT_DATA_DIR);
  try {
    return signals.wasAsked() ? 0 : await untilEnd(startApi({ ...settings, DATABASE_URL: database.url }), signals);
  } finally {
    await database.stop();
  }
});

/** What the API and the launcher must agree on. */
function apiSettings() {
  const { PORT, HOST, ROLE, HOLDPOINT_DATA_DIR } = process.env;
  const dataDir = HOLDPOINT_DATA_DIR ? resolve(HOLDPOINT_DATA_DIR) : inRoot('.data');
  return { PORT: PORT || '8080', HOST: HOST || '127.0.0.1', ROLE: ROLE || 'all', HOLDPOINT_DATA_DIR: dataDir };
}

function startApi(settings) {
  const { UV_THREADPOOL_SIZE, NODE_OPTIONS } = process.env;
  const env = { UV_THREADPOOL_SIZE: UV_THREADPOOL_SIZE || THREADS, NODE_OPTIONS: NODE_OPTIONS || OPTIONS, ...settings };
  return startProgram(inRoot('dist/apps/api/main.mjs'), [], { env });
}
