/** The migrations make the schema that the entities describe: TypeORM's own comparison finds nothing to do. */
import { Client } from 'pg';
import { createDataSource } from './create-data-source';
import { migrateDatabase } from './migrate-database';

test('log', async () => {
  const server = process.env['HOLDPOINT_TEST_SERVER_URL'] ?? '';
  const admin = new Client({ connectionString: server });
  await admin.connect();
  await admin.query('CREATE DATABASE test_mig');
  await admin.end();
  const url = new URL(server);
  url.pathname = '/test_mig';
  await migrateDatabase(url.href, { deadlineTasks: true });
  await migrateDatabase(url.href);
  const ds = createDataSource(url.href);
  await ds.initialize();
  const log = await ds.driver.createSchemaBuilder().log();
  await ds.destroy();
  expect(log.upQueries.map(({ query }) => query)).toEqual([]);
});
