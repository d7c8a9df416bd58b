/** How soon tasks of a later time are noticed: where deadlines are tasks, none may wait for the idle look of other tasks. */
import { createDataSource, createStorePool, migrateDatabase, TaskQueue } from '@holdpoint/pipeline-persistence';
import { HookTargets } from '@holdpoint/pipeline-hooks';
import { createTestDatabase, untilAskedAgain, type TestDatabase } from '@holdpoint/pipeline-testing';
import { makeSecrets } from '../test-api.fixture';
import { adapterProviders } from './adapter-providers';

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

/** The queue that the process is given. */
function queueOf(deadlineTasks: boolean): TaskQueue {
  const hookTargets = HookTargets.parse([]);
  if (!hookTargets.ok) throw new Error(hookTargets.error);
  const providers = adapterProviders({
    databaseUrl: database.url,
    pool,
    dataSource: createDataSource(database.url),
    deadlineTasks,
    secrets: makeSecrets(),
    hookTargets: hookTargets.value,
    artifactRegistry: { revisionOf: jest.fn() },
  });
  for (const provider of providers) {
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
