/** The pool against a real server: how columns arrive, what the limits do, and what real failures look like. */
import { Client, type Pool } from 'pg';
import { createPool } from './create-pool';
import { isLockTimeout, isQueryTimeout, isRetryable } from './database-errors';
import { namedStatement } from './named-statement';
import { pingDatabase } from './ping-database';

const url = process.env['HOLDPOINT_TEST_SERVER_URL'] ?? '';
let pool: Pool;

beforeAll(() => {
  pool = createPool({ url, max: 3, applicationName: 'create-pool.db.spec', lockTimeoutMs: 50, statementTimeoutMs: 2_000 });
});

afterAll(() => pool.end());

const failure = (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined, (error: unknown) => error);

describe('a ping', () => {
  it('asks whether the database takes writes, as a standby does not', async () => {
    await pingDatabase(pool);
    const standby = createPool({ url, max: 1, applicationName: 'create-pool.db.spec' });
    await standby.query('SET default_transaction_read_only = on');
    expect(await failure(pingDatabase(standby))).toEqual(new Error('The database takes no writes'));
    expect(isRetryable(await failure(standby.query('CREATE TABLE refused ()')))).toBe(true);
    await standby.end();
  });
});

it('reads dates and isolates transactions as everything here expects, whatever the database says', async () => {
  const other = new URL(url);
  other.searchParams.set('options', '-c DateStyle=SQL -c TimeZone=Asia/Tokyo -c default_transaction_isolation=serializable');
  const settled = createPool({ url: other.href, max: 1, applicationName: 'create-pool.db.spec' });
  const { rows } = await settled.query(
    "select current_setting('DateStyle') as dates, current_setting('TimeZone') as zone, current_setting('transaction_isolation') as isolation",
  );
  expect(rows).toEqual([{ dates: 'ISO, MDY', zone: 'UTC', isolation: 'read committed' }]);
  await settled.end();
});

describe('column types', () => {
  it('reads int8 and timestamptz as numbers, in arrays too, and keeps null', async () => {
    const { rows } = await pool.query(
      `select 7::int8 as id, array[1, null, 3]::int8[] as ids, null::int8 as none,
              '1970-01-01 00:00:01.5+00'::timestamptz as at, array['1970-01-01 01:00:00+01'::timestamptz] as ats`,
    );
    expect(rows).toEqual([{ id: 7, ids: [1, null, 3], none: null, at: 1500, ats: [0] }]);
  });

  it('refuses an int8 that a number cannot hold', async () => {
    expect(await failure(pool.query('select 9007199254740993::int8'))).toMatchObject({ message: expect.stringContaining('9007199254740993') });
  });

  it('leaves other clients as they are', async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    expect((await client.query('select 7::int8 as id')).rows).toEqual([{ id: '7' }]);
    await client.end();
  });
});

describe('limits and failures', () => {
  it('names itself and ends a statement that takes too long', async () => {
    expect((await pool.query(`select current_setting('application_name') as name`)).rows).toEqual([{ name: 'create-pool.db.spec' }]);
    expect(await failure(pool.query('select pg_sleep(5)'))).toMatchObject({ code: '57014' });
  });

  it('waits for no answer for ever, and does not use that connection again', async () => {
    const impatient = createPool({ url, max: 1, applicationName: 'impatient', queryTimeoutMs: 50 });
    const error = await failure(impatient.query('select pg_sleep(5)'));
    expect([isQueryTimeout(error), isRetryable(error), impatient.totalCount]).toEqual([true, true, 0]);
    await impatient.end();
  });

  it('knows a lock timeout', async () => {
    const [holder, waiter] = [await pool.connect(), await pool.connect()];
    await holder.query('begin; select pg_advisory_xact_lock(1)');
    const error = await failure(waiter.query('select pg_advisory_lock(1)'));
    await holder.query('rollback');
    [holder, waiter].forEach((client) => client.release());
    expect([isLockTimeout(error), isRetryable(error)]).toEqual([true, false]);
  });

  it('calls a connection that the server ended retryable, and survives it', async () => {
    const victim = await pool.connect();
    victim.on('error', () => undefined);
    const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
    const pending = failure(victim.query('select pg_sleep(1)'));
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isRetryable(await pending)).toBe(true);
    victim.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('tells of an idle connection that broke', async () => {
    const broken = new Promise<Error>((resolve) => {
      const other = createPool({ url, max: 1, applicationName: 'idle', onIdleError: (error) => void other.end().then(() => resolve(error)) });
      void other.query('select pg_backend_pid() as pid').then(({ rows }) => pool.query('select pg_terminate_backend($1)', [rows[0].pid]));
    });
    expect(isRetryable(await broken)).toBe(true);
  });

  it('calls a server that is not there retryable', async () => {
    const nowhere = createPool({ url: 'postgres://x@localhost/x?host=/nowhere', max: 1, applicationName: 'none' });
    expect(isRetryable(await failure(nowhere.query('select 1')))).toBe(true);
    await nowhere.end();
  });
});

describe('namedStatement', () => {
  it('is planned once per connection and takes typed values', async () => {
    const add = namedStatement<[number, number]>('add', 'select $1::int4 + $2::int4 as sum');
    expect((await pool.query(add(1, 2))).rows).toEqual([{ sum: 3 }]);
    expect((await pool.query(add(2, 2))).rows).toEqual([{ sum: 4 }]);
  });

  it('refuses a name that PostgreSQL would cut', () => {
    expect(() => namedStatement('n'.repeat(64), 'select 1')).toThrow('63 bytes');
  });
});
