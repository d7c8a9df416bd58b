import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Drops the database, with the connections that are still open to it. */
  drop(): Promise<void>;
}

/** Brings the schema of the database at a URL up to date. */
export type Migrate = (url: string) => Promise<void>;

const TEMPLATE = 'holdpoint_test_template';

/** Any number that nobody else on the test server uses for an advisory lock. */
const TEMPLATE_LOCK = 7_463_321;

/**
 * Makes a database for a test file by copying one that is migrated once per server: a copy takes tens of milliseconds.
 * The server is the one that the Jest global setup started (`HOLDPOINT_TEST_SERVER_URL`); throws when there is none.
 */
export async function createTestDatabase(migrate: Migrate): Promise<TestDatabase> {
  const serverUrl = process.env['HOLDPOINT_TEST_SERVER_URL'];
  if (!serverUrl) throw new Error('HOLDPOINT_TEST_SERVER_URL is not set: does jest.config.cjs name the global setup?');
  const name = `holdpoint_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, async (client) => {
    // Test files run side by side: one makes the template, and none may be connected to it while it is copied.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await makeTemplate(client, serverUrl, migrate);
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(TEMPLATE)}`);
  });
  return {
    url: urlOf(serverUrl, name),
    drop: () => onServer(serverUrl, (client) => dropDatabase(client, escapeIdentifier(name))),
  };
}

/**
 * PostgreSQL waits five seconds for those who are just going: cut off, a client whose pool had ended told of it by an
 * event that nobody heard any more, and the test failed (seen under load).
 */
async function dropDatabase(client: Client, name: string): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** A template that could not be migrated is dropped, or every later file would copy half a schema. */
async function makeTemplate(client: Client, serverUrl: string, migrate: Migrate): Promise<void> {
  const { rows } = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rows.length > 0) return;
  await client.query(`CREATE DATABASE ${escapeIdentifier(TEMPLATE)}`);
  try {
    await migrate(urlOf(serverUrl, TEMPLATE));
  } catch (error) {
    await client.query(`DROP DATABASE ${escapeIdentifier(TEMPLATE)} WITH (FORCE)`);
    throw error;
  }
}

async function onServer(serverUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
