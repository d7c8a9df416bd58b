/** Which failures of a real server become which `StoreError`, and that no connection is lost or left in a transaction. */
import { HOLDPOINT_CI_MODEL, NO_PROGRESS, runPass, type PipelineChanges } from '@holdpoint/pipeline-domain';
import type { StoreErrorKind } from '@holdpoint/pipeline-application';
import { StoreDriver, externalPlan, gate, jobNamed, jobPlan, pipelinePlan } from '@holdpoint/pipeline-testing';
import { Client, Pool } from 'pg';
import { PgCommitPipelines } from '../lookup/pg-commit-pipelines';
import { ProjectDeletionTasks } from '../projects/project-deletion-tasks';
import { readRows } from '../sql/read-rows';
import { runCommitted } from '../sql/run-transaction';
import { createStorePool } from './create-store-pool';
import { PgPipelineStore } from './pg-pipeline-store';
import { createPgSubject, type PgSubject } from './store-subject.fixture';

let subject: PgSubject;
let driver: StoreDriver;

beforeAll(async () => {
  subject = await createPgSubject({}, { max: 4, lockTimeoutMs: 200, statementTimeoutMs: 3_000 });
  driver = new StoreDriver(subject);
});

afterAll(() => subject.dispose());

const kindOf = (work: Promise<unknown>): Promise<StoreErrorKind | string> =>
  work.then(
    () => 'no failure',
    (error: { kind?: StoreErrorKind; message: string }) => error.kind ?? error.message,
  );

/** Ends every connection of the store's pool that is in a transaction, as a crash of the server would. */
const endTransactions = (where = "state = 'idle in transaction'", name = 'holdpoint-store'): Promise<unknown> =>
  onServer(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = '${name}' AND datname = current_database() AND ${where}`,
  );

async function onServer(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: subject.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Makes every commit of a changed pipeline take five seconds; answers how to end that. */
async function slowCommits(): Promise<() => Promise<unknown>> {
  await onServer(`
    CREATE OR REPLACE FUNCTION commit_slowly() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM pg_sleep(5); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER slow_commit AFTER UPDATE ON pipelines DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION commit_slowly()`);
  return () => onServer('DROP TRIGGER slow_commit ON pipelines');
}

async function untilCommitting(): Promise<void> {
  const sql = "SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active' AND datname = current_database()";
  while ((await onServer(sql)).length === 0);
}

describe('a transaction', () => {
  it('is held when the lock is not granted in time', async () => {
    const id = await driver.create();
    const [held, end] = [gate(), gate()];
    const holder = subject.store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      held.open();
      await end.opened;
    });
    await held.opened;
    expect(await kindOf(subject.store.transaction((transaction) => transaction.lock([id], 'wait')))).toBe('held');
    end.open();
    await holder;
  });

  it('is in conflict when it was chosen to end a deadlock, and the other goes on', async () => {
    const [a, b] = [await driver.create(), await driver.create()];
    const pool = createStorePool(subject.url, { lockTimeoutMs: 10_000 });
    const store = new PgPipelineStore(pool);
    const [first, second] = [gate(), gate()];
    const outcomes = await Promise.all([
      kindOf(store.transaction(async (transaction) => {
        await transaction.lock([a], 'wait');
        first.open();
        await second.opened;
        await transaction.lock([b], 'wait');
      })),
      kindOf(store.transaction(async (transaction) => {
        await transaction.lock([b], 'wait');
        second.open();
        await first.opened;
        await transaction.lock([a], 'wait');
      })),
    ]);
    expect(outcomes.sort()).toEqual(['conflict', 'no failure']);
    await pool.end();
  });

  it('is unavailable when the connection is lost before the commit', async () => {
    const id = await driver.create();
    const lost = subject.store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      await endTransactions();
      await transaction.load([id]);
    });
    expect(await kindOf(lost)).toBe('unavailable');
  });

  it('is unavailable when the connection is lost between the last statement and the commit', async () => {
    const id = await driver.create();
    // The loss is seen by an event of the connection, as nobody waits for an answer.
    const gone = new Promise<void>((resolve) => subject.pool.once('acquire', (client) => client.once('end', resolve)));
    const lost = subject.store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      await endTransactions();
      await gone;
    });
    expect(await kindOf(lost)).toBe('unavailable');
  });

  it('is unknown when the connection is lost during the commit', async () => {
    const id = await driver.create();
    const dropTrigger = await slowCommits();
    const committing = kindOf(driver.run(id, [{ type: 'process' }]));
    await untilCommitting();
    await endTransactions("query = 'COMMIT'");
    expect(await committing).toBe('commit_unknown');
    await dropTrigger();
    expect((await driver.load(id)).version).toBe(0);
  });

  it('is unavailable when the server refuses what it was sent together with the commit, for want of room', async () => {
    const id = await driver.create();
    await onServer(`CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END';
      CREATE TRIGGER refused_write BEFORE UPDATE ON pipelines FOR EACH ROW EXECUTE FUNCTION refuse_write()`);
    expect(await kindOf(driver.run(id, [{ type: 'process' }]))).toBe('unavailable');
    await onServer('DROP TRIGGER refused_write ON pipelines');
    expect((await driver.load(id)).version).toBe(0);
  });

  it('is unavailable when no answer comes, unknown when none comes to the commit, and closes the connection', async () => {
    const pool = createStorePool(subject.url, { queryTimeoutMs: 1_000, applicationName: 'partitioned' });
    const store = new PgPipelineStore(pool);
    const id = await driver.create();
    const [held, end] = [gate(), gate()];
    const holder = subject.store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      held.open();
      await end.opened;
    });
    await held.opened;
    expect(await kindOf(store.transaction((transaction) => transaction.lock([id], 'wait')))).toBe('unavailable');
    expect(pool.totalCount).toBe(0);
    end.open();
    await holder;
    const dropTrigger = await slowCommits();
    expect(await kindOf(new StoreDriver({ ...subject, store }).run(id, [{ type: 'process' }]))).toBe('commit_unknown');
    expect(pool.totalCount).toBe(0);
    await endTransactions("query = 'COMMIT'", 'partitioned');
    await dropTrigger();
    await pool.end();
  });

  it('is unavailable when what is read does not come, which is waited for less long than for what is written', async () => {
    const pool = createStorePool(subject.url);
    const sent = jest.spyOn(Client.prototype, 'query');
    await readRows(pool, { text: 'SELECT 1' });
    await runCommitted(pool, (client) => client.query({ text: 'SELECT 2' }));
    const limits = sent.mock.calls.map(([query]) => (query as unknown as { readonly query_timeout?: number }).query_timeout);
    sent.mockRestore();
    expect([limits, pool.options.query_timeout]).toEqual([[10_000, undefined], 20_000]);
    expect(await kindOf(readRows(pool, { text: 'SELECT pg_sleep(5)' }, 50))).toBe('unavailable');
    expect(pool.totalCount).toBe(0);
    await pool.end();
  });

  it('is unavailable when a statement takes too long', async () => {
    const slow = createStorePool(subject.url, { statementTimeoutMs: 100, lockTimeoutMs: 5_000 });
    const id = await driver.create();
    const [held, end] = [gate(), gate()];
    const holder = subject.store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      held.open();
      await end.opened;
    });
    await held.opened;
    const waiting = new PgPipelineStore(slow).transaction((transaction) => transaction.lock([id], 'wait'));
    expect(await kindOf(waiting)).toBe('unavailable');
    end.open();
    await holder;
    await slow.end();
  });

  it('is held when a lock is not granted to a statement that was sent before the one that is awaited', async () => {
    const id = await driver.create(pipelinePlan([externalPlan('outside')]));
    await driver.run(id, [{ type: 'process' }, { type: 'fire_event', event: 'drop', jobNames: ['outside'], actor: 'x' }]);
    const { id: jobId } = jobNamed(await driver.load(id), 'outside');
    const sha = 'd'.repeat(40);
    const made = driver.newPipeline(pipelinePlan([]), { sha, source: 'external' });
    const holder = await subject.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM external_jobs WHERE id = $1 FOR UPDATE', [jobId]);
    await holder.query("SELECT pg_advisory_xact_lock(4202, hashtext($1 || '/' || $2))", [`${made.projectId}`, sha]);
    const outcomes = await Promise.all([
      kindOf(driver.run(id, [{ type: 'retry_job', jobId, actor: 'root' }])),
      kindOf(new PgCommitPipelines(subject.pool).findOrCreate(made, null)),
    ]);
    await holder.query('ROLLBACK');
    holder.release();
    expect(outcomes).toEqual(['held', 'held']);
  });

  it('does not report success when the work has swallowed the failure of a statement', async () => {
    const id = await driver.create();
    const swallowed = subject.store.transaction(async (transaction) => {
      await transaction.lock([id], 'wait');
      await transaction.lock([Number.NaN], 'wait').catch(() => undefined);
    });
    expect(await kindOf(swallowed)).toContain('a failed statement ends its transaction');
  });

  it('throws what the work throws as it is', async () => {
    const error = Object.assign(new Error('a bug'), { code: 'E_BUG' });
    await expect(subject.store.transaction(() => Promise.reject(error))).rejects.toBe(error);
  });

  it('gives every connection back, outside any transaction', async () => {
    const { pool } = subject;
    expect([pool.waitingCount, pool.totalCount - pool.idleCount]).toEqual([0, 0]);
    const ids = await Promise.all(Array.from({ length: 8 }, () => driver.create()));
    expect(new Set(ids).size).toBe(8);
    const open = await onServer(
      `SELECT pid FROM pg_stat_activity
       WHERE application_name = 'holdpoint-store' AND datname = current_database() AND state LIKE 'idle in%'`,
    );
    expect(open).toEqual([]);
  });
});

describe('a server that is not there', () => {
  it('is unavailable, for creation too: nothing can have been stored', async () => {
    const pool = new Pool({ connectionString: 'postgres://x@localhost/x?host=/nowhere' });
    const store = new PgPipelineStore(pool);
    expect(await kindOf(store.transaction(() => Promise.resolve()))).toBe('unavailable');
    expect(await kindOf(store.create(driver.newPipeline({ name: null, stages: [], jobs: [], autoCancel: { onJobFailure: 'none', onNewCommit: 'none' } })))).toBe('unavailable');
    await pool.end();
  });
});

describe('write', () => {
  const write = (changes: PipelineChanges): Promise<unknown> =>
    subject.store.transaction((transaction) => transaction.write({ changes: [changes], callbacks: [], unparked: [] }));

  it('refuses a pipeline that is not at the version that was read: someone wrote without the lock', async () => {
    const id = await driver.create();
    const { outcome } = await driver.run(id, [{ type: 'process' }]);
    await expect(write({ ...outcome.changes, history: [] })).rejects.toThrow('at the version that was read');
    expect((await driver.load(id)).version).toBe(1);
  });

  it('refuses a job that is not there, with everything beside it', async () => {
    const id = await driver.create();
    const { changes } = runPass(HOLDPOINT_CI_MODEL, await driver.load(id), [{ type: 'process' }]);
    const [job, ...others] = changes.jobs;
    if (!job) throw new Error('a job starts');
    const gone = write({ ...changes, jobs: [{ ...job, id: 999_999_999 }, ...others], history: [] });
    await expect(gone).rejects.toThrow(/every (build|external job) to be changed is there/);
    expect((await driver.load(id)).version).toBe(0);
  });

  it('refuses a second match of a callback and a job: passed over it would lose a verdict', async () => {
    const id = await driver.create();
    const callbackId = '019abcde-0000-7000-8000-0000000fa11e';
    const [projectId] = subject.projectIds;
    const callbacks = [{ id: callbackId, projectId, provider: 'test', actor: 'argo', request: {}, replayOf: null, event: null, occurrence: null }];
    const report = () =>
      driver.run(
        id,
        [{ type: 'callback', callbackId, jobId: null, jobName: 'rollout', matchKey: null, report: { outcome: 'success', progress: NO_PROGRESS }, actor: 'argo' }],
        { callbacks },
      );
    await report();
    await expect(report()).rejects.toMatchObject({ kind: 'taken_twice' });
  });

  it('refuses a pipeline of a project that is not there, or is being deleted', async () => {
    const grouped = pipelinePlan([jobPlan('deploy', { resourceGroup: 'production' })]);
    const refusals = (id: number): Promise<readonly unknown[]> => Promise.all([undefined, grouped].map((plan) => kindOf(driver.create(plan, { projectId: id }))));
    expect(await refusals(999_999)).toEqual(['project_gone', 'project_gone']);
    const [projectId = 0] = subject.projectIds;
    await new ProjectDeletionTasks(subject.pool).mark(projectId, 'root');
    expect(await refusals(projectId)).toEqual(['project_gone', 'project_gone']);
    expect((await subject.pool.query('SELECT FROM resource_groups')).rows).toEqual([]);
  });
});
