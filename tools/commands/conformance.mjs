import { command } from './lib/command.mjs';
import { openThrowawayDatabase } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { callerDirectory, inRoot } from './lib/paths.mjs';
import { withSimulatedApi } from './lib/simulated-api.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';

const HELP = `
npm run conformance -- --cases DIR [--in-memory]
npm run conformance -- --composite FILE
npm run conformance -- --config DIR
npm run conformance -- --flux DIR

Runs cases in GitLab's format against the engine, or events of Flux against an API. The last line is "N passed, N failed"; exit code 1 if any failed.

  --cases DIR       processing cases (*.yml: config, init.expect, transitions), against PostgreSQL; a job may be external.
                    A transition has, beside expect, one of:
                      event: EVENT [jobs: [NAME, …]] [refused: true]
                      callback: { job: NAME, status: success|failed|running|canceled } [expect_verdict: VERDICT]
                          attempt: N       it carries the token of that attempt, not pipeline and name alone
                          lost: true       it never arrives
                          twice: true      it arrives twice; expect_verdict may be a list, one for each
                      advance: DURATION    the clock moves ("90 minutes") and what falls due happens
                          unnoticed: true  (beside advance) what falls due happens with the next step
  --in-memory       the same on a reducer over the pure core, without a database
  --repeat N        runs every case N times and prints how long it took
  --composite FILE  rows on how statuses fold
  --config DIR      accepted/*.yml and rejected/*.yml: every top-level key is a configuration by itself
  --flux DIR        events of Flux with what becomes of each, posted over HTTP to an API that is started for it

Environment
  DATABASE_URL  make the run's database on this server instead of starting one
`;

/** These look at pure code only. */
const WITHOUT_DATABASE = ['--in-memory', '--composite', '--config'];

await command(HELP, async (args) => {
  await ensureInstalled();
  await ensureBuilt(...(isFlux(args) ? ['api'] : []), 'evaluate');
  const signals = catchStopSignals();
  const database = needsDatabase(args) ? await openThrowawayDatabase('holdpoint_conformance') : null;
  try {
    if (signals.wasAsked()) return 130;
    if (!isFlux(args)) return await untilEnd(startCases(args, database?.url), signals);
    return await withSimulatedApi(database.url, ({ url, token }) =>
      untilEnd(startCases([...args, '--url', url, `--token=${token}`], database.url), signals),
    );
  } finally {
    await database?.stop();
  }
});

/** Also `--cases=DIR` is accepted by the program, so options are compared up to their `=`. */
function needsDatabase(args) {
  return !args.some((arg) => WITHOUT_DATABASE.includes(arg.split('=')[0]));
}

function isFlux(args) {
  return args.some((arg) => arg.split('=')[0] === '--flux');
}

function startCases(args, databaseUrl) {
  const env = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
  return startProgram(inRoot('dist/apps/evaluate/main.mjs'), ['conformance', ...args], { env, cwd: callerDirectory() });
}
