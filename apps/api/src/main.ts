import { createLogger, parseEnvironment, type Environment } from '@holdpoint/runtime';
import { tokenWords } from './lib/admin-token';
import { allowListProblems } from './lib/read-guards';
import { startProcess, type StartedProcess } from './lib/start-process';
import { StartRefusal } from './lib/start-refusal';
import { ThreadedConfigReader } from './lib/threaded-config-reader';
import { endWithLauncher, stopOnSignal } from './lib/stop-on-signal';

const REVOKED = 'which was replaced or revoked: start it with a new one in HOLDPOINT_ADMIN_TOKEN';

endWithLauncher();
const environment = parseEnvironment(process.env, allowListProblems);
if (environment.ok) await start(environment.value);
else refuse(environment.error);

async function start(environment: Environment): Promise<void> {
  const logger = createLogger(environment.logLevel);
  const configReader = new ThreadedConfigReader({
    worker: new URL('./config-worker.mjs', import.meta.url),
    onError: (err) => logger.warn({ err }, 'a thread that reads configurations could not'),
  });
  try {
    const started = await startProcess(environment, logger, configReader);
    stopOnSignal(() => started.stop(), logger);
    announce(environment, started);
  } catch (error) {
    // A refusal says what to do by itself; where something broke, the log says where.
    if (!(error instanceof StartRefusal)) logger.fatal({ err: error }, 'could not start');
    refuse([error instanceof Error ? error.message : String(error)]);
  }
}

/** The one line that is meant for people and scripts; the log never holds the token. */
function announce(environment: Environment, { url, token, isTokenValid }: StartedProcess): void {
  const { role } = environment;
  const access = isTokenValid ? `with the token ${tokenWords(environment, token)}` : `and refuses its admin token, ${REVOKED}`;
  process.stdout.write(`Holdpoint (${role}) listens on ${url} ${access}\n`);
}

function refuse(problems: readonly string[]): void {
  process.stderr.write(`Holdpoint cannot start:\n${problems.map((problem) => `- ${problem}\n`).join('')}`);
  process.exit(1);
}
