/** An engine on PostgreSQL runs the model that it is given; the product's when it is given none. */
import { ablateStatus, HOLDPOINT_CI_MODEL, type CiModel } from '@holdpoint/pipeline-domain';
import { runCase, type ConformanceCase } from '@holdpoint/evaluation-scenario';
import { migrateDatabase } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, type TestDatabase } from '@holdpoint/pipeline-testing';
import { openPostgresEngine } from './open-postgres-engine';

const waits: ConformanceCase = {
  name: 'waits',
  config: 'wait: { external: true, timeout: 1 hour }',
  init: { pipeline: 'running', stages: { test: 'running' }, jobs: { wait: 'running_externally' } },
  transitions: [{ advanceMs: 3_600_000, unnoticed: false, expect: { pipeline: 'failed', stages: { test: 'failed' }, jobs: { wait: 'failed' } } }],
};
const forgetful: CiModel = { ...HOLDPOINT_CI_MODEL, statuses: ablateStatus(HOLDPOINT_CI_MODEL.statuses, 'job.deadline') };

describe('an engine on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(migrateDatabase);
  });
  afterAll(() => database.drop());

  it.each([
    ['the product', undefined, null],
    ['a model that has forgotten deadlines', forgetful, 'transition:0 (advance 3600000 ms)'],
  ])('runs cases on %s', async (name, model, step) => {
    const { engine, close } = await openPostgresEngine(database.url, model, name.replaceAll(' ', '-'));
    const { failure } = await runCase(engine, waits);
    await close();
    expect(failure?.step ?? null).toBe(step);
  });

  it('does not take the project of another', async () => {
    await expect(openPostgresEngine(database.url, HOLDPOINT_CI_MODEL, 'the-product')).rejects.toThrow('is there already');
  });
});
