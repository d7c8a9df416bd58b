import { Client, escapeIdentifier } from 'pg';

/** A database for one spec file; `drop` ends the connections that are still open to it. */
export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** How a test database gets its tables: once per server into a template, from which each is then copied. */
export interface TestDatabaseTemplate {
  /** The template's name; everything that migrates alike shares it. */
  readonly name: string;
  /** Fills the empty template, and closes its connections before it resolves. */
  readonly prepare: (url: string) => Promise<void>;
}

let made = 0;

/** Makes an empty database, or a copy of a template, on the server that Jest's global setup started. */
export async function createTestDatabase(template?: TestDatabaseTemplate): Promise<TestDatabase> {
  const name = `test_${process.pid}_${(made += 1)}`;
  if (template) await withServer((server) => ensureTemplate(server, template));
  const copy = template ? ` template ${escapeIdentifier(template.name)} strategy file_copy` : '';
  await withServer((server) => server.query(`create database ${escapeIdentifier(name)}${copy}`));
  const drop = (): Promise<void> => withServer((server) => dropDatabase(server, name));
  return { url: testDatabaseUrl(name), drop };
}

/** The URL of a database on the test server; refuses to guess when there is none, for it might be somebody's real one. */
export function testDatabaseUrl(name: string): string {
  const serverUrl = process.env['HOLDPOINT_TEST_SERVER_URL'];
  if (!serverUrl) throw new Error('No test server: set globalSetup in jest.config.cjs to tools/postgres/jest-global-setup.cjs.');
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Spec files run in several processes: the first makes the template, the others wait for the lock and find it. */
async function ensureTemplate(server: Client, { name, prepare }: TestDatabaseTemplate): Promise<void> {
  await server.query('select pg_advisory_lock(hashtext($1))', [name]);
  const found = await server.query('select from pg_database where datname = $1', [name]);
  if (found.rowCount === 0) await makeTemplate(server, name, prepare);
}

/** The template gets its name when it is complete, so one whose preparation failed is never copied. */
async function makeTemplate(server: Client, name: string, prepare: TestDatabaseTemplate['prepare']): Promise<void> {
  const draft = `${name}_draft`;
  await dropDatabase(server, draft);
  await server.query(`create database ${escapeIdentifier(draft)}`);
  await prepare(testDatabaseUrl(draft));
  await server.query(`alter database ${escapeIdentifier(draft)} rename to ${escapeIdentifier(name)}`);
}

async function dropDatabase(server: Client, name: string): Promise<void> {
  await server.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
}

async function withServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: testDatabaseUrl('postgres') });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}
