import { clientLimits } from '@holdpoint/database';
import { runMigrations as migrateGraphileWorker } from 'graphile-worker';
import { Client, Pool } from 'pg';
import { createDataSource } from './create-data-source';
import { requireKnownSchema } from './require-known-schema';
import { UnusableDatabase } from './unusable-database';

/** Of the turns: any number that nobody else in the database uses for an advisory lock. */
export const MIGRATION_LOCK = 4_201_763_900;

/** A migration may rewrite a large table: ten minutes. */
const MIGRATION_TIMEOUT_MS = 600_000;

/** So long a turn is waited for too; but no connection to a database that says nothing. */
const limited = (url: string) => ({ ...clientLimits(MIGRATION_TIMEOUT_MS), connectionString: url, application_name: 'holdpoint-migrations' });

/**
 * Brings the schema of a database, and that of graphile-worker in it, up to date; does nothing when they are, and rejects
 * with {@link UnusableDatabase} when they are newer, or texts are kept in another encoding than UTF8. Replicas that start
 * together take turns under an advisory lock, because TypeORM's own migrations do not wait for each other; who has to wait
 * for another is told by `onWait`, and waits for ten minutes at most.
 */
export async function migrateDatabase(url: string, onWait: () => void = () => undefined): Promise<void> {
  const turn = new Client(limited(url));
  let lost: Error | undefined;
  // Without a listener a connection that is cut meanwhile would end the whole process.
  turn.on('error', (error) => (lost = error));
  await turn.connect();
  try {
    await requireUtf8(turn);
    await takeTurn(turn, onWait);
    await requireKnownSchema(turn);
    await runMigrations(url);
    await migrateTasks(url);
    // The lock went with the connection: another process may have migrated at the same time.
    if (lost) throw lost;
  } finally {
    await turn.end();
  }
}

/** The server lets go of the turn of a machine that is gone: by itself it would ask after it two hours later. */
async function takeTurn(turn: Client, onWait: () => void): Promise<void> {
  await turn.query('SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3');
  const { rows: [tried] } = await turn.query<{ isOurs: boolean }>('SELECT pg_try_advisory_lock($1) AS "isOurs"', [MIGRATION_LOCK]);
  if (tried?.isOurs) return;
  onWait();
  await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
}

/** In any other encoding a text that somebody sends would one day have no place. */
async function requireUtf8(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new UnusableDatabase(`The database of DATABASE_URL is in ${encoding}: make one WITH ENCODING 'UTF8'`);
}

async function runMigrations(url: string): Promise<void> {
  const dataSource = createDataSource(url, { poolSize: 1, statementTimeoutMs: MIGRATION_TIMEOUT_MS });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function migrateTasks(url: string): Promise<void> {
  const pgPool = new Pool(limited(url));
  // What happens to an idle connection is nobody's failure, and unheard would end the process.
  pgPool.on('error', () => undefined);
  try {
    await migrateGraphileWorker({ pgPool });
  } finally {
    await pgPool.end();
  }
}
