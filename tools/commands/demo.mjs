import { parseArgs } from 'node:util';
import { command, CommandError } from './lib/command.mjs';
import { openThrowawayDatabase } from './lib/database.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { ensureBuilt } from './lib/nx.mjs';
import { callerDirectory, inRoot } from './lib/paths.mjs';
import { withSimulatedApi } from './lib/simulated-api.mjs';
import { catchStopSignals } from './lib/stop-signals.mjs';
import { startProgram, untilEnd } from './lib/supervise.mjs';

const HELP = `
npm run demo [-- OPTIONS]

Plays the demonstration, unattended, over real HTTP: a pipeline waits for an external job and goes on when it is reported.
Starts an API in simulation on a free port with a database of its own, prints a timeline and removes everything again.
Exit code 0 only if everything ended as it should. OPTIONS are passed to the demonstration.

  --registry URL  push artifacts to this OCI registry, open to everybody, instead of the simulation's own

Environment
  DATABASE_URL  make the demonstration's database on this server instead of starting one
`;

await command(HELP, async (args) => {
  const registry = registryOf(args);
  await ensureInstalled();
  await ensureBuilt('api', 'evaluate');
  const signals = catchStopSignals();
  const database = await openThrowawayDatabase('holdpoint_demo');
  try {
    return signals.wasAsked() ? 130 : await withSimulatedApi(database.url, (access) => play(access, args, signals), { HOLDPOINT_REGISTRY_ALLOW: registry });
  } finally {
    await database.stop();
  }
});

/** Empty where the simulation's own is used. What is wrong is said before anything is started. */
function registryOf(args) {
  try {
    return parseArgs({ args, options: { registry: { type: 'string', default: '' } } }).values.registry;
  } catch (error) {
    throw new CommandError(`${error.message}\nnpm run demo -- --help explains the options.`, 2);
  }
}

function play({ url, token }, args, signals) {
  const demo = startProgram(inRoot('dist/apps/evaluate/main.mjs'), ['demo', '--url', url, `--token=${token}`, ...args], { cwd: callerDirectory() });
  return untilEnd(demo, signals);
}
