import { isAbortedTransaction, isQueryTimeout } from '@holdpoint/database';
import { assert } from '@holdpoint/kernel';
import type { Pool, PoolClient } from 'pg';
import { storeFailure } from './store-failure';

/** Keeps a statement that is under way and whose result nobody needs: the commit does not count unless it succeeds. */
export type SendStatement = (statement: Promise<unknown>) => void;

/**
 * Runs work in one transaction (READ COMMITTED) on a connection of its own: committed when the promise resolves,
 * rolled back when it rejects. Failures of the database are thrown as `StoreError`, those of the work as they are.
 * BEGIN, what the work sends and COMMIT go out without waiting for the answers before: on a pool that pipelines, a
 * round trip costs more than most statements. After one that fails the COMMIT is a rollback.
 */
export async function runTransaction<T>(
  pool: Pool,
  work: (client: PoolClient, send: SendStatement) => Promise<T>,
): Promise<T> {
  return onClient(pool, async (client, connection) => {
    const sent: Promise<unknown>[] = [];
    const send: SendStatement = (statement) => void sent.push(heard(statement));
    try {
      send(client.query('BEGIN'));
      const result = await work(client, send);
      await commit(client, connection, sent);
      return result;
    } catch (error) {
      if (!isQueryTimeout(error)) await rollback(client, connection);
      throw isAbortedTransaction(error) ? await firstFailure(sent, error) : error;
    }
  });
}

/** What was sent before the awaited statement may have failed first; all of it has been answered before the rollback. */
const firstFailure = (sent: readonly Promise<unknown>[], otherwise: unknown): Promise<unknown> =>
  Promise.all(sent).then(
    () => otherwise,
    (failure: unknown) => failure,
  );

/** Its failure is looked at later, which to Node would be never. */
function heard<T>(statement: Promise<T>): Promise<T> {
  statement.catch(() => undefined);
  return statement;
}

/** Runs one statement that commits by itself; a connection that is lost meanwhile leaves open whether it did. */
export async function runCommitted<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return onClient(pool, (client, connection) => {
    connection.phase = 'committing';
    return work(client);
  });
}

/** What is known of a connection while it is lent. */
interface Connection {
  phase: 'working' | 'committing';
  lost: Error | undefined;
}

async function onClient<T>(
  pool: Pool,
  work: (client: PoolClient, connection: Connection) => Promise<T>,
): Promise<T> {
  const connection: Connection = { phase: 'working', lost: undefined };
  const note = (error: Error): void => void (connection.lost = error);
  const client = await pool.connect().catch((error: unknown) => {
    throw storeFailure(error, 'working');
  });
  // A connection that breaks while nobody waits for an answer says so by an event, which unheard would end the process.
  client.on('error', note);
  try {
    return await work(client, connection);
  } catch (error) {
    // Whoever used it next would wait behind a statement that nobody waits for any more.
    if (isQueryTimeout(error)) connection.lost ??= error;
    throw storeFailure(error, connection.phase);
  } finally {
    client.off('error', note);
    client.release(connection.lost);
  }
}

/** COMMIT of a transaction in which a statement failed is a rollback that reports success: only its tag tells. */
async function commit(client: PoolClient, connection: Connection, sent: readonly Promise<unknown>[]): Promise<void> {
  if (connection.lost) throw connection.lost;
  connection.phase = 'committing';
  const committed = heard(client.query('COMMIT'));
  await Promise.all(sent);
  const { command } = await committed;
  assert(command === 'COMMIT', 'a failed statement ends its transaction');
}

/** A connection that cannot roll back is not used again; PostgreSQL rolls back when it is closed. */
async function rollback(client: PoolClient, connection: Connection): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch (error) {
    connection.lost ??= new Error('The rollback failed', { cause: error });
  }
}
