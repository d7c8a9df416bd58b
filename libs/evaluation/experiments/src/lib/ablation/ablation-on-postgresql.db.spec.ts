/** What ablation finds in memory is found on PostgreSQL as well. */
import type { ExperimentContext } from '@holdpoint/evaluation-experiment';
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { ablationOnPostgresql } from './ablation-on-postgresql';

const context: ExperimentContext = { seed: 1, databaseUrl: null, signal: new AbortController().signal, progress: () => undefined };

describe('the ablation on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(migrateDatabase);
  });
  afterAll(() => database.drop());

  it('comes to the same as in memory, but where the schema wants a start and a deadline of what waits', async () => {
    const { broken, findings } = await ablationOnPostgresql.run({ ...context, databaseUrl: database.url });
    expect(broken).toEqual([]);
    const others = findings.filter(({ data }) => data['agrees'] !== true);
    expect(others.map(({ id, severity, data }) => [id, severity, data['refused']])).toEqual([
      ['status.job.started_at', 'high', true],
      ['kind.deadline.start', 'high', true],
    ]);
    expect(findings.length).toBeGreaterThan(30);
    expect(findings.at(-1)).toMatchObject({ id: 'status.redundant.candidate', severity: 'none', data: { tasks: 1, older: 'canceled' } });
  }, 120_000);

  it('says so where there is no database', async () => {
    expect(await ablationOnPostgresql.run(context)).toMatchObject({ summary: 'Left out: there is no database.', findings: [], broken: [] });
  });
});
