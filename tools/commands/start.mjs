import { command } from './lib/command.mjs';
import { openLastingDatabase } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { inRoot } from './lib/paths.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';

const HELP = `
npm start

Installs and builds what is missing, starts PostgreSQL, the API and the worker, and prints the address and a token.
Ctrl-C lets running requests finish, then stops the database; the data stays in .data/.

Environment
  PORT                     the API's port (8080)
  ROLE                     all (default), api or worker
  SIMULATION=1             adds the simulation; uses a database of its own
  HOLDPOINT_DATA_DIR       where keys are kept (.data)
  DATABASE_URL             use this PostgreSQL (15 or later) instead of starting one
  HOLDPOINT_POSTGRES_PORT  the started PostgreSQL also listens on 127.0.0.1 at this port
`;

await command(HELP, async () => {
  await ensureInstalled();
  await ensureBuilt('api');
  const signals = catchStopSignals();
  const simulation = ['1', 'on', 'true'].includes(process.env.SIMULATION);
  const database = await openLastingDatabase(simulation ? 'holdpoint_simulation' : 'holdpoint');
  try {
    return signals.wasAsked() ? 0 : await untilEnd(startApi(database.url), signals);
  } finally {
    await database.stop();
  }
});

function startApi(databaseUrl) {
  const { PORT = '8080', ROLE = 'all', HOLDPOINT_DATA_DIR = inRoot('.data') } = process.env;
  return startProgram(inRoot('dist/apps/api/main.mjs'), [], { env: { PORT, ROLE, HOLDPOINT_DATA_DIR, DATABASE_URL: databaseUrl } });
}
