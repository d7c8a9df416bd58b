import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCluster, locateDataDir } from './data-directory.mjs';
import { answers } from './databases.mjs';
import { ensurePrivateDirectory, giveTo, socketDirOf } from './directories.mjs';
import { takeLease } from './launcher-lease.mjs';
import { nativeBinaries } from './native-binaries.mjs';
import { databaseUrl, readPostmasterFile } from './postmaster-file.mjs';
import { run } from './run.mjs';
import { settingsText } from './settings.mjs';

/** After a crash of the postmaster its children need a moment to go; until then a start fails. */
const GIVE_UP_AFTER_MS = 15_000;
const LARGEST_LOG_BYTES = 5_000_000;

/**
 * @typedef {object} RunningPostgres
 * @property {(database: string) => string} url the connection string of one of its databases
 * @property {string} dataDir where the data really is (see data-directory.mjs)
 * @property {boolean} adopted true when it ran already
 * @property {(how?: 'fast' | 'immediate') => Promise<void>} stop ends it, unless another live launcher uses it
 */

/**
 * Starts real PostgreSQL on a data directory: makes the cluster if there is none, adopts a server that runs already,
 * recovers what a crash has left. The server is in a session of its own, so Ctrl-C does not reach it before our drain.
 * @param {{ dataDir: string, mode: 'durable' | 'test', tcpPort?: number, settings?: Record<string, string | number> }} options
 *   `tcpPort` also listens on 127.0.0.1; an adopted server keeps the settings it was started with
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ dataDir: requested, mode, tcpPort, settings }) {
  const { dataDir, user } = locateDataDir(requested);
  const { initdb, pgCtl } = await nativeBinaries(user);
  await ensureCluster({ dataDir, user, initdb, mode });
  const server = { dataDir, user, pgCtl, mode, tcpPort, settings };
  // Before looking whether it runs: a launcher that is about to leave then sees us and lets it run.
  const leave = takeLease(dataDir);
  const adopted = await ensureRunning(server);
  const stop = async (how = 'fast') => void (leave() && (await stopServer(server, how)));
  return { url: (database) => databaseUrl(dataDir, database), dataDir, adopted, stop };
}

async function ensureRunning(server) {
  for (const until = Date.now() + GIVE_UP_AFTER_MS; ; await sleep(250)) {
    if (await runsAndAnswers(server)) return true;
    const started = await start(server);
    if (started.code === 0 && (await answers(databaseUrl(server.dataDir, 'postgres'), 3_000))) return false;
    if (Date.now() > until) throw new Error(`PostgreSQL does not start:\n${started.output}${lastLogLines(server)}`);
  }
}

/** `pg_ctl status` still says "running" right after a crash, so only an answered query counts. */
async function runsAndAnswers({ dataDir, user, pgCtl }) {
  const status = await run(pgCtl, ['-D', dataDir, 'status'], user);
  if (status.code !== 0 || !readPostmasterFile(dataDir)) return false;
  return answers(databaseUrl(dataDir, 'postgres'), 3_000);
}

async function start(server) {
  const { dataDir, user, pgCtl } = server;
  writeSettings(server);
  return run(pgCtl, ['-D', dataDir, '-w', '-s', '-l', preparedLog(server), 'start'], user);
}

function writeSettings({ dataDir, user, mode, tcpPort, settings }) {
  const socketDir = ensurePrivateDirectory(socketDirOf(dataDir, user), user);
  const file = join(dataDir, 'holdpoint.conf');
  writeFileSync(file, settingsText({ mode, socketDir, tcpPort, settings }));
  giveTo(file, user);
}

function preparedLog({ dataDir }) {
  const log = join(dataDir, 'holdpoint-server.log');
  if (existsSync(log) && statSync(log).size > LARGEST_LOG_BYTES) truncateSync(log);
  return log;
}

function lastLogLines({ dataDir }) {
  const log = join(dataDir, 'holdpoint-server.log');
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : '';
}

/** Clients that do not leave are cut off ("fast"); what is committed stays. */
async function stopServer({ dataDir, user, pgCtl }, how) {
  const stopped = await run(pgCtl, ['-D', dataDir, '-w', '-s', '-m', how, 'stop'], user);
  if (stopped.code !== 0 && readPostmasterFile(dataDir)) throw new Error(`PostgreSQL does not stop:\n${stopped.output}`);
  rmSync(socketDirOf(dataDir, user), { recursive: true, force: true });
}
