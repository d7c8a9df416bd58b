import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** SQLSTATE of "database exists already" and of the unique violation that two creators at once meet instead. */
const EXISTS_ALREADY = ['42P04', '23505'];

/** Creates a database unless it exists; resolves with true when it was made now. A `template` must have no open connection. */
export async function createDatabase(serverUrl, name, { template } = {}) {
  const copy = template ? ` template ${pg.escapeIdentifier(template)} strategy file_copy` : '';
  try {
    await execute(serverUrl, `create database ${pg.escapeIdentifier(name)}${copy}`);
    return true;
  } catch (error) {
    if (EXISTS_ALREADY.includes(error.code)) return false;
    throw error;
  }
}

/** Drops a database, ending the connections that are still open to it. */
export async function dropDatabase(serverUrl, name) {
  await execute(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

/** Resolves with true as soon as the server answers a query, with false when it has not within the time. */
export async function answers(serverUrl, withinMs) {
  for (const until = Date.now() + withinMs; ; await sleep(100)) {
    const error = await execute(serverUrl, 'select 1').then(() => null, (reason) => reason);
    if (!error) return true;
    if (Date.now() >= until) return false;
  }
}

async function execute(serverUrl, sql) {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 5_000 });
  // A server that goes away mid-statement also emits 'error'; the awaited call already carries the reason.
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
