/** Which tables a migration locks and reads through is a finding: the same whoever measures it. */
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase } from '@holdpoint/pipeline-testing';
import { storageMigration } from './storage-migration';

it('finds which tables in use are locked, and which are read through meanwhile', async () => {
  const database = await createTestDatabase(migrateDatabase);
  const context = { seed: 1, databaseUrl: database.url, signal: new AbortController().signal, progress: () => undefined };
  const { findings, measurements } = await storageMigration.run(context);
  await database.drop();
  expect(findings.map(({ id, data }) => [id, data['locks']])).toEqual([
    [
      'own_table',
      'builds ShareRowExclusive, job_history AccessExclusive (read through), needs AccessExclusive (read through), pipelines ShareRowExclusive, stages ShareRowExclusive',
    ],
    ['build_with_type', 'builds AccessExclusive (read through)'],
    ['generic_commit_status', 'generic_commit_statuses AccessExclusive (read through)'],
  ]);
  expect(measurements.map(({ id, value }) => [id, value > 0])).toEqual(['own_table', 'build_with_type', 'generic_commit_status'].map((id) => [id, true]));
}, 180_000);
