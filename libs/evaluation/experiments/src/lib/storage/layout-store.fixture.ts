import { createStorePool, migrateDatabase, ProjectRepository, SimulationClock } from '@holdpoint/pipeline-persistence';
import { createTestDatabase, type StoreUnderTest } from '@holdpoint/pipeline-testing';
import type { JobLayout } from './layout/job-layout';
import { LayoutStore } from './layout/layout-store';
import { openLayout } from './open-variant';

/** A store of another layout, on a database of its own, to be tried by the contract. */
export async function createLayoutSubject(layout: JobLayout): Promise<StoreUnderTest> {
  const database = await createTestDatabase(migrateDatabase);
  const pool = createStorePool(await openLayout(database.url, layout));
  const clock = new SimulationClock(pool);
  const projectOf = async (path: string): Promise<number> => {
    const created = await new ProjectRepository(pool).create({ name: path, path });
    if (!created.ok) throw new Error(created.error);
    return created.value.id;
  };
  const read = async (sql: string, value?: unknown) => (await pool.query(sql, value === undefined ? [] : [value])).rows;
  return {
    store: new LayoutStore(pool, layout),
    projectIds: [await projectOf('demo/one'), await projectOf('demo/two')],
    now: async () => (await clock.read()).now,
    step: async (ms) => void (await clock.step(ms)),
    history: (pipelineId) => read(HISTORY, pipelineId),
    events: (pipelineId) => read(EVENTS, pipelineId),
    callbackIds: async () => (await read('SELECT id FROM callbacks')).map(({ id }) => id as string),
    matches: (callbackId) => read(MATCHES, callbackId),
    untilLockAwaited: async () => {
      while ((await read("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")).length === 0);
    },
    dispose: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

const HISTORY = `SELECT seq, job_id AS "jobId", event, from_status AS "from", to_status AS "to",
  json_build_object('type', cause, 'actor', actor) AS cause, at, ending FROM job_history WHERE pipeline_id = $1 ORDER BY seq`;
const EVENTS = 'SELECT project_id AS "projectId", pipeline_id AS "pipelineId", at, data FROM events WHERE pipeline_id = $1 ORDER BY id';
const MATCHES = 'SELECT pipeline_id AS "pipelineId", job_id AS "jobId", verdict FROM callback_matches WHERE callback_id = $1 ORDER BY pipeline_id, id';
