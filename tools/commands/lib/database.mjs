import { join } from 'node:path';

/** Loaded late: before the packages are installed it could not be. */
const launcher = () => import('../../postgres/index.mjs');

/**
 * The lasting database of `npm start`: the one DATABASE_URL names, else our own server with its data in `dataDir`.
 * @returns {Promise<{ url: string, where: string, stop: () => Promise<void> }>}
 */
export async function openLastingDatabase(name, dataDir) {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, where: 'DATABASE_URL', stop: async () => {} };
  const { createDatabase, startPostgres } = await launcher();
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), mode: 'durable', tcpPort: portFromEnvironment() });
  await createDatabase(server.url('postgres'), name);
  return { url: server.url(name), where: server.dataDir, stop: () => server.stop() };
}

/** HOLDPOINT_POSTGRES_PORT also opens the server to psql and the like on 127.0.0.1; by default it has only its socket. */
function portFromEnvironment() {
  const port = Number(process.env.HOLDPOINT_POSTGRES_PORT);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

/**
 * A database for one run, gone afterwards: on a server of its own, or on the server of DATABASE_URL beside what is there.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function openThrowawayDatabase(prefix) {
  const name = `${prefix}_${process.pid}`;
  const { createDatabase, dropDatabase, startTestPostgres } = await launcher();
  const server = process.env.DATABASE_URL ? existingServer(process.env.DATABASE_URL, () => dropDatabase(process.env.DATABASE_URL, name)) : await startTestPostgres();
  await createDatabase(server.url('postgres'), name);
  return { url: server.url(name), stop: server.stop };
}

/**
 * What lets the benchmark count statements and read when each transaction was committed; everything else is as `npm
 * start` has it.
 */
const OBSERVED = { shared_preload_libraries: 'pg_stat_statements', track_commit_timestamp: 'on' };

/**
 * A server for the benchmark, which makes databases of its own on it: the one of DATABASE_URL, else one with the
 * settings of `npm start` that is gone afterwards.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function openBenchServer() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  const { startThrowawayPostgres } = await launcher();
  const server = await startThrowawayPostgres({ mode: 'durable', settings: OBSERVED });
  return { url: server.url('postgres'), stop: server.stop };
}

/**
 * A server for experiments, which make databases of their own on it: the one of DATABASE_URL, else one that forgets
 * everything when it stops.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function openExperimentServer() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  const { startTestPostgres } = await launcher();
  const server = await startTestPostgres();
  return { url: server.url('postgres'), stop: server.stop };
}

function existingServer(serverUrl, stop) {
  const url = (database) => {
    if (database === 'postgres') return serverUrl;
    const changed = new URL(serverUrl);
    changed.pathname = `/${database}`;
    return changed.href;
  };
  return { url, stop };
}
