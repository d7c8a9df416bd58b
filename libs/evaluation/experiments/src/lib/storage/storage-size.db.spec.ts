/** How the sizes compare is a finding; the sizes themselves are measured. */
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase } from '@holdpoint/pipeline-testing';
import { storageSize } from './storage-size';

it('finds that a row takes as much space among builds, whose columns it leaves empty, as in a table of its own', async () => {
  const database = await createTestDatabase(migrateDatabase);
  const context = { seed: 1, databaseUrl: database.url, signal: new AbortController().signal, progress: () => undefined };
  const { findings, measurements } = await storageSize.run(context);
  await database.drop();
  expect(findings.map(({ id, data }) => [id, data['rows'], data['indexes']])).toEqual([
    ['own_table', 'as much', 'as much'],
    ['build_with_type', 'as much', 'as much'],
    ['generic_commit_status', 'less', 'less'],
  ]);
  const measured = ['own_table', 'build_with_type', 'generic_commit_status'].flatMap((variant) => [`${variant}.row`, `${variant}.index`]);
  expect(measurements.map(({ id, value }) => [id, value > 0])).toEqual(measured.map((id) => [id, true]));
}, 180_000);
