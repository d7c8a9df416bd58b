/**
 * The product passes its own comparison, the others fail where their tables say less, and nothing is claimed without a
 * database.
 */
import type { ExperimentResult } from '@holdpoint/evaluation-experiment';
import { InMemoryPipelineStore } from '@holdpoint/pipeline-application';
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase } from '@holdpoint/pipeline-testing';

import { compareCourses } from './scenario/compare-courses';
import { runStorageScenario } from './scenario/run-storage-scenario';
import { STORAGE_SCENARIOS } from './scenario/storage-scenario';
import { StorageWorld } from './scenario/storage-world';
import { storageFit } from './storage-fit';

const run = (databaseUrl: string | null): Promise<ExperimentResult> =>
  storageFit.run({ seed: 1, databaseUrl, signal: new AbortController().signal, progress: () => undefined });

function memory(): StorageWorld {
  let now = 0;
  const store = new InMemoryPipelineStore(() => now);
  return new StorageWorld({ store, projectId: 1, now: () => Promise.resolve(now), step: (ms) => Promise.resolve((now += ms)) });
}

it('ends every scenario as its title says', async () => {
  const ends: [string, string, number][] = [];
  for (const scenario of STORAGE_SCENARIOS) {
    const last = (await runStorageScenario(memory(), scenario)).at(-1);
    const wait = typeof last === 'object' ? last.jobs.filter(({ name }) => name === 'wait').at(-1) : undefined;
    ends.push([scenario.id, wait?.status ?? String(last), wait?.attempt ?? 0]);
  }
  expect(ends).toEqual([
    ['between_stages', 'success', 1],
    ['success', 'success', 1],
    ['failure_and_retry', 'success', 2],
    ['needs', 'success', 1],
    ['deadline', 'failed', 1],
    ['heartbeat', 'failed', 1],
    ['cancel_with_grace', 'canceled', 1],
    ['cancel_unanswered', 'canceled', 1],
    ['match_key', 'success', 1],
    ['early_report', 'success', 1],
    ['allow_failure', 'failed', 1],
  ]);
});

it('names the worst status that differs, and fields that were lost before', async () => {
  const [between] = STORAGE_SCENARIOS;
  if (!between) throw new Error('there are scenarios');
  const expected = await runStorageScenario(memory(), between);
  const early = expected.map((facts) =>
    typeof facts === 'string'
      ? facts
      : { ...facts, jobs: facts.jobs.map((job) => (job.name === 'tell' ? { ...job, timeoutMs: 1, status: job.status === 'created' && facts.version > 1 ? ('pending' as const) : job.status } : job)) },
  );
  expect(compareCourses(expected, early, between.steps)).toEqual({
    symptom: 'started_early',
    first: 'tell is pending instead of created',
    lost: ['timeoutMs'],
  });
  expect(compareCourses(expected, expected.slice(0, 1), between.steps).symptom).toBe('server_error');
  const [first] = expected;
  const without = typeof first === 'object' ? [{ ...first, jobs: first.jobs.slice(1) }] : [];
  expect(compareCourses(expected, without, between.steps).first).toBe('compile is not there');
});

describe('on PostgreSQL', () => {
  let result: ExperimentResult;
  beforeAll(async () => {
    const database = await createTestDatabase(migrateDatabase);
    result = await run(database.url);
    await database.drop();
  });

  const seen = (variant: string) =>
    result.findings.flatMap(({ id, severity, data }) => (data['variant'] === variant && severity !== 'none' ? [`${severity} ${id.replace(`${variant}.`, '')}`] : []));

  it('finds nothing in the product', () => {
    expect(result.broken).toEqual([]);
    expect(seen('own_table')).toEqual([]);
  });

  it('finds that only checks of the type keep from an external job what is done to builds', () => {
    expect(seen('build_with_type')).toEqual([
      'critical operation.queued',
      'medium operation.assigned',
      'high operation.played',
      'low operation.delayed',
      'medium operation.retried_by_itself',
      'low operation.erased',
    ]);
  });

  it('finds what a commit status cannot hold', () => {
    expect(seen('generic_commit_status')).toEqual([
      'critical scenario.between_stages',
      'low scenario.success',
      'low scenario.failure_and_retry',
      'high scenario.needs',
      'high scenario.deadline',
      'high scenario.heartbeat',
      'low scenario.cancel_with_grace',
      'high scenario.cancel_unanswered',
      'high scenario.match_key',
      'high scenario.early_report',
      'low scenario.allow_failure',
    ]);
  });
});

it('concludes nothing without a database', async () => {
  const { findings, broken } = await run(null);
  expect(broken).toEqual([]);
  expect(findings.map(({ data }) => data['measured'])).toEqual([false, false, false]);
});
