/** Proves that reads open other connections when those they have are silent: one that timed out is not used again. */
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './create-data-source';
import { migrateDatabase } from './migrate-database';
import { Network } from './network.fixture';

let database: TestDatabase;
let network: Network;
let dataSource: DataSource;
beforeEach(async () => {
  database = await createTestDatabase(migrateDatabase);
  network = await Network.start(database.url);
  const settings = { poolSize: 1, applicationName: 'cut-off', statementTimeoutMs: 1_000 };
  dataSource = await createDataSource(network.to(database.url), settings).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await network.stop();
  await database.drop();
});

it('reads again after one time limit, and whoever waits meanwhile is answered', async () => {
  network.cut();
  const read = () => dataSource.query<{ one: number }[]>('SELECT 1 AS one');
  const [silent, waiting] = await Promise.allSettled([read(), read()]);
  expect(silent).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('Query read timeout') } });
  expect(waiting).toEqual({ status: 'fulfilled', value: [{ one: 1 }] });
}, 20_000);
