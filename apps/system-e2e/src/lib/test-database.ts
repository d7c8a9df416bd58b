import { Client } from 'pg';

/** A database of the test server, made for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Runs one statement; the checker of a test reads what is stored and nothing else. */
  query<T extends object>(sql: string, values?: readonly unknown[]): Promise<readonly T[]>;
  /** Changes the database as a whole: `ALTER DATABASE … <change>`. */
  alter(change: string): Promise<void>;
  drop(): Promise<void>;
}

/** Makes an empty database; the process that is started on it migrates it. */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const serverUrl = process.env['HOLDPOINT_TEST_SERVER_URL'];
  if (serverUrl === undefined) throw new Error('the test server is not running: this is started by the Jest set-up');
  const database = `test_${name}_${process.pid}`;
  await run(serverUrl, `CREATE DATABASE ${database}`);
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return {
    url: url.href,
    query: async <T extends object>(sql: string, values: readonly unknown[] = []) => run<T>(url.href, sql, values),
    alter: async (change: string) => void (await run(serverUrl, `ALTER DATABASE ${database} ${change}`)),
    drop: async () => void (await run(serverUrl, `DROP DATABASE ${database} WITH (FORCE)`)),
  };
}

async function run<T extends object>(url: string, sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
