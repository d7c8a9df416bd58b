/** A part of the experiment on a real database: it comes to the same as in memory, and counts what waiting costs. */
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { CONDITIONS } from './conditions';
import { deadlinesOnPostgresql, enforceOnPostgresql } from './deadlines-on-postgresql';
import { VARIANTS } from './enforcers/variants';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(migrateDatabase);
});
afterAll(() => database.drop());

const context = { progress: (): void => undefined, signal: new AbortController().signal };
const named = <T extends { readonly id: string }>(all: readonly T[], ids: readonly string[]): readonly T[] => all.filter(({ id }) => ids.includes(id));

it('finds on PostgreSQL what it finds in memory', async () => {
  const trial = {
    variants: named(VARIANTS, ['task', 'sweep_and_task', 'runner_cleaner']),
    conditions: named(CONDITIONS, ['worker_down', 'four_replicas', 'queue_lost']),
    rush: { pipelines: 5, replicas: 2 },
  };
  const { broken, findings, measurements } = await enforceOnPostgresql(database.url, trial, context);
  expect(broken).toEqual([]);
  expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
    ['task', 'high'],
    ['sweep_and_task', 'none'],
    ['runner_cleaner', 'medium'],
    ['sweep.rush', 'none'],
    ['task.rush', 'none'],
    ['sweep_and_task.rush', 'none'],
    ['sweep.cost', 'none'],
    ['sweep_and_task.cost', 'none'],
  ]);
  expect(findings.slice(0, 3).map(({ data }) => [data['cases'], data['differing'], data['missed']])).toEqual([[3, 0, 8], [3, 0, 0], [3, 0, 0]]);
  expect(findings.slice(-2).map(({ data }) => data)).toEqual([
    { variant: 'sweep', startOne: 8, startMany: 8, tick: 1, expireOne: 8, expireMany: 8, queueRows: 0 },
    { variant: 'sweep_and_task', startOne: 8, startMany: 8, tick: 1, expireOne: 8, expireMany: 8, queueRows: 100 },
  ]);
  expect(measurements).toHaveLength(6);
}, 60_000);

it('says so when there is no database', async () => {
  const { broken, findings } = await deadlinesOnPostgresql.run({ ...context, seed: 1, databaseUrl: null });
  expect([broken, findings.map(({ data }) => data)]).toEqual([[], [{ measured: false }]]);
});
