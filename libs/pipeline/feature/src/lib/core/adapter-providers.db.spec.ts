/**
 * How soon tasks of a later time are noticed: where deadlines are tasks, none may wait for the idle look of other tasks; and
 * that a process is ready only where it can read.
 */
import type { Provider } from '@nestjs/common';
import { createDataSource, createStorePool, migrateDatabase, TaskQueue } from '@holdpoint/pipeline-persistence';
import { HookTargets } from '@holdpoint/pipeline-hooks';
import { createTestDatabase, InlineConfigReader, untilAskedAgain, type TestDatabase } from '@holdpoint/pipeline-testing';
import { makeSecrets } from '../test-api.fixture';
import { adapterProviders } from './adapter-providers';
import { DatabasePing } from './database-ping';

/** All workers of a queue but one. */
const BUSY = 9;

let database: TestDatabase;
let pool: ReturnType<typeof createStorePool>;
beforeEach(async () => {
  database = await createTestDatabase(migrateDatabase);
  pool = createStorePool(database.url);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

/** What the process is given. */
function providersOf(deadlineTasks: boolean, dataSource = createDataSource(database.url)): readonly Provider[] {
  const hookTargets = HookTargets.parse([]);
  if (!hookTargets.ok) throw new Error(hookTargets.error);
  return adapterProviders({
    databaseUrl: database.url,
    pool,
    dataSource,
    configReader: new InlineConfigReader(),
    deadlineTasks,
    secrets: makeSecrets(),
    hookTargets: hookTargets.value,
    artifactRegistry: { revisionOf: jest.fn() },
  });
}

/** The queue that the process is given. */
function queueOf(deadlineTasks: boolean): TaskQueue {
  for (const provider of providersOf(deadlineTasks)) {
    if ('useValue' in provider && provider.useValue instanceof TaskQueue) return provider.useValue;
  }
  throw new Error('the process has a queue');
}

it.each([
  ['500 ms where deadlines are tasks', true, 500],
  ['two seconds where they are not', false, 2_000],
])('a worker that has nothing to do looks again after %s', async (_name, deadlineTasks, ms) => {
  const queue = queueOf(deadlineTasks);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await queue.start(new Map([['busy', () => released]]));
  try {
    await pool.query("SELECT graphile_worker.add_job('busy') FROM generate_series(1, $1::int)", [BUSY]);
    // A timer of Node may be a millisecond early.
    await untilAskedAgain(pool, { atLeastMs: ms - 2, belowMs: ms * 1.2 });
  } finally {
    release();
    await queue.stop();
  }
});

it('is ready only where the connections of reads answer too', async () => {
  const dataSource = createDataSource(database.url);
  const ping = providersOf(false, dataSource).flatMap((provider) =>
    'useValue' in provider && provider.provide === DatabasePing ? [provider.useValue as DatabasePing] : [],
  )[0];
  await dataSource.initialize();
  await expect(ping?.ping()).resolves.toBeUndefined();
  await dataSource.destroy();
  await expect(ping?.ping()).rejects.toThrow();
});
