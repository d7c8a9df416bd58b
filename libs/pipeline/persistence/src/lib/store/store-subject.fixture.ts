import type { PipelineEvent, PipelineId } from '@holdpoint/pipeline-domain';
import { createTestDatabase, type StoreUnderTest, type StoredLine, type StoredMatch, type TestDatabase } from '@holdpoint/pipeline-testing';
import type { Pool } from 'pg';
import { SimulationClock } from '../clock/simulation-clock';
import { ProjectRepository } from '../projects/project-repository';
import { migrateDatabase } from '../schema/migrate-database';
import { createStorePool, type StorePoolSettings } from './create-store-pool';
import { PgPipelineStore, type PipelineStoreSettings } from './pg-pipeline-store';

/** A database of its own with deadline tasks ready, for one test file. */
export const createMigratedDatabase = (): Promise<TestDatabase> =>
  createTestDatabase(migrateDatabase);

/** A PostgreSQL store to try, with what a spec needs beside it. */
export interface PgSubject extends StoreUnderTest {
  readonly pool: Pool;
  readonly url: string;
  readonly clock: SimulationClock;
}

/** A store on a database of its own, with two projects. */
export async function createPgSubject(
  settings: PipelineStoreSettings = {},
  poolSettings: StorePoolSettings = {},
): Promise<PgSubject> {
  const database = await createMigratedDatabase();
  const pool = createStorePool(database.url, poolSettings);
  const clock = new SimulationClock(pool);
  const projectIds = [await createProject(pool, 'demo/one'), await createProject(pool, 'demo/two')] as const;
  return {
    store: new PgPipelineStore(pool, settings),
    pool,
    url: database.url,
    clock,
    projectIds,
    now: async () => (await clock.read()).now,
    step: async (ms) => void (await clock.step(ms)),
    history: (pipelineId) => readHistory(pool, pipelineId),
    events: (pipelineId) => readEvents(pool, pipelineId),
    callbackIds: async () => (await pool.query<{ id: string }>('SELECT id FROM callbacks ORDER BY id')).rows.map(({ id }) => id),
    matches: (callbackId) => readMatches(pool, callbackId),
    untilLockAwaited: () => untilLockAwaited(pool),
    dispose: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

async function untilLockAwaited(pool: Pool): Promise<void> {
  const sql = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  while ((await pool.query(sql)).rows.length === 0);
}

async function createProject(pool: Pool, path: string): Promise<number> {
  const created = await new ProjectRepository(pool).create({ name: path, path });
  if (!created.ok) throw new Error(created.error);
  return created.value.id;
}

async function readHistory(pool: Pool, pipelineId: PipelineId): Promise<readonly StoredLine[]> {
  const { rows } = await pool.query(
    `SELECT seq, coalesce(build_id, external_job_id, generic_commit_status_id) AS "jobId", event, from_status AS "from", to_status AS "to",
       json_build_object('type', cause, 'actor', actor) AS cause, at, ending
     FROM job_history WHERE pipeline_id = $1 ORDER BY seq`,
    [pipelineId],
  );
  return rows as StoredLine[];
}

async function readEvents(pool: Pool, pipelineId: PipelineId): Promise<readonly PipelineEvent[]> {
  const { rows } = await pool.query(
    'SELECT project_id AS "projectId", pipeline_id AS "pipelineId", at, data FROM events WHERE pipeline_id = $1 ORDER BY id',
    [pipelineId],
  );
  return rows as PipelineEvent[];
}

async function readMatches(pool: Pool, callbackId: string): Promise<readonly StoredMatch[]> {
  const { rows } = await pool.query(
    `SELECT pipeline_id AS "pipelineId", coalesce(build_id, external_job_id) AS "jobId", verdict
     FROM callback_matches WHERE callback_id = $1 ORDER BY pipeline_id, id`,
    [callbackId],
  );
  return rows as StoredMatch[];
}
