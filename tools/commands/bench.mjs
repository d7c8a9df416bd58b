import { command } from './lib/command.mjs';
import { openBenchServer } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { callerDirectory, inRoot } from './lib/paths.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';

const HELP = `
npm run bench [-- OPTIONS]

Measures how fast Holdpoint is, as it is run: real PostgreSQL with durable settings, the API as a process of its own,
callers over HTTP in another. Rates are compared with pgbench on the same server in the same minute; without pgbench
the comparison says "not measured".

  --only NAME     callbacks-16, callbacks-64, callbacks-shared, lateness, million, pass, signature-timing or
                  statements; may be given again
  --rounds N      how often everything is measured, in turns (3)
  --quick         one round on a fraction of the rows: to see that it works, not for numbers to quote
  --out FILE      also writes what was measured as JSON
  --strict        exit code 1 also when something is below its bar, or was to be measured and was not
  --profile DIR   writes CPU profiles of the API to DIR and prints where its time goes; figures suffer

Exit code 1 when rows, verdicts or next jobs are not what they must be after a run.

Environment
  DATABASE_URL  measure on this server instead of a new one, in databases of its own; the role must be a superuser
`;

/**
 * As `npm start` gives the API: the pass is measured in this program, and with half of it what a pass over 10,000 jobs has
 * made was moved while it ran, which took up to a third of its time.
 */
const OPTIONS = '--max-semi-space-size=32';

await command(HELP, async (args) => {
  await ensureInstalled();
  await ensureBuilt('api', 'bench');
  const signals = catchStopSignals();
  const server = await openBenchServer();
  try {
    return signals.wasAsked() ? 130 : await untilEnd(startBench(args, server.url), signals);
  } finally {
    await server.stop();
  }
});

function startBench(args, databaseUrl) {
  const env = { DATABASE_URL: databaseUrl, NODE_OPTIONS: OPTIONS };
  return startProgram(inRoot('dist/apps/bench/main.mjs'), args, { env, cwd: callerDirectory() });
}
