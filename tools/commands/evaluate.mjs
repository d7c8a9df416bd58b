import { command } from './lib/command.mjs';
import { openExperimentServer } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { callerDirectory, inRoot } from './lib/paths.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';

const HELP = `
npm run evaluate [-- OPTIONS]

Runs the experiments on what external jobs put at risk, and writes what they found: report.html and report.md for people,
report.json with its schema for programs, junit.xml for CI, and a folder of scenarios, which
npm run conformance -- --cases DIR/reproductions runs.

  --only ID        runs this experiment; may be given again
  --family NAME    catalogue, ablation, side_effects, storage, configuration, time, delivery or random_worlds; may be given again
  --seed N         what is random comes from it (1)
  --out DIR        folder of the report (dist/evaluation of the repository)
  --in-memory      without a database: what needs one is left out
  --baseline FILE  a report.json whose findings are compared with these; prints what was added, is gone or changed
  --strict         exit code 1 also when findings differ from the baseline
  --findings FILE  also writes the findings alone, with nothing of this machine: a report to keep
  --fresh          runs everything, also what an interrupted run of the same build and seed has finished

Ctrl-C ends it at the end of what cannot be interrupted; the same command goes on from there.
Exit code 1 when an invariant broke in the product or an experiment crashed, 2 when it was asked for what there is not,
130 when it was interrupted.

Environment
  DATABASE_URL  make databases for the experiments on this server instead of starting one; they are gone afterwards
`;

await command(HELP, async (args) => {
  await ensureInstalled();
  await ensureBuilt('evaluate');
  const signals = catchStopSignals();
  const server = args.includes('--in-memory') ? null : await openExperimentServer();
  try {
    return signals.wasAsked() ? 130 : await untilEnd(startExperiments(args, server?.url), signals);
  } finally {
    await server?.stop();
  }
});

/** Of an option that is given twice the last counts. */
function startExperiments(args, databaseUrl) {
  const env = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
  const program = ['evaluate', '--out', inRoot('dist/evaluation'), ...args];
  return startProgram(inRoot('dist/apps/evaluate/main.mjs'), program, { env, cwd: callerDirectory() });
}
