/**
 * The migrations make the schema that the entities describe: TypeORM's own comparison finds nothing to do. They can be
 * run twice, by several processes at once, and taken back.
 */
import { Client } from 'pg';
import { HOLDPOINT_CI_MODEL, STATUSES, VERDICTS } from '@holdpoint/pipeline-domain';
import { createTestDatabase, gate, type TestDatabase } from '@holdpoint/pipeline-testing';
import type { DataSource } from 'typeorm';
import { PipelineWakeUps1764300003000 } from '../migrations/1764300003000-pipeline-wake-ups';
import { MatchesOfUnmatchedCallbacks1764400002000 } from '../migrations/1764400002000-matches-of-unmatched-callbacks';
import { ProjectsOfExternalJobs1764700001000 } from '../migrations/1764700001000-projects-of-external-jobs';
import { EventsAsJson1764800001000 } from '../migrations/1764800001000-events-as-json';
import { NamespacesOfProjects1764960001000 } from '../migrations/1764960001000-namespaces-of-projects';
import { EndedByReport1765000002000 } from '../migrations/1765000002000-ended-by-report';
import { MIGRATIONS } from '../migrations/migrations';
import { createDataSource } from './create-data-source';
import { migrateDatabase, MIGRATION_LOCK } from './migrate-database';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(migrateDatabase);
  dataSource = createDataSource(database.url);
  await dataSource.initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The words in quotes of a CHECK constraint, in order. */
async function wordsOf(constraint: string): Promise<readonly string[]> {
  const [row] = await dataSource.query<{ text: string }[]>(
    'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
    [constraint],
  );
  return [...(row?.text ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word ?? '');
}

describe('the schema', () => {
  it('is what the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('takes its vocabulary from the model', async () => {
    const { machines, sets } = HOLDPOINT_CI_MODEL.statuses;
    expect(await wordsOf('ck_pipelines_status')).toEqual(machines.pipeline.states);
    expect(await wordsOf('ck_stages_status')).toEqual(machines.stage.states);
    expect(await wordsOf('ck_external_jobs_status')).toEqual(machines.external.states);
    expect(await wordsOf('ck_generic_commit_statuses_status')).toEqual(machines.generic.states);
    expect(await wordsOf('ck_builds_status')).toEqual(['build', ...machines.build.states, 'bridge', ...machines.bridge.states]);
    expect(await wordsOf('ck_external_jobs_finished')).toEqual(sets.ended);
    expect(await wordsOf('ck_job_history_to_status')).toEqual(STATUSES);
    expect(await wordsOf('ck_job_history_ending')).toEqual(sets.ended);
    expect(await wordsOf('ck_callback_matches_verdict')).toEqual(VERDICTS);
  });

  it('has no column that reads a clock', async () => {
    const rows = await dataSource.query<{ column_default: string }[]>(
      `SELECT table_name, column_name, column_default FROM information_schema.columns
       WHERE table_schema = 'public' AND column_default IS NOT NULL`,
    );
    expect(rows.filter(({ column_default }) => /now|clock|timestamp|current/i.test(column_default))).toEqual([]);
  });

  it('has an index for every foreign key of a table that grows', async () => {
    const rows = await dataSource.query(
      `SELECT conrelid::regclass::text AS table, conname AS key FROM pg_constraint
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
         SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1])`,
    );
    expect(rows).toEqual([]);
  });
});

/** Undoes a migration, and those after it. */
async function undo(source: DataSource, migration: (typeof MIGRATIONS)[number]): Promise<void> {
  for (let left = MIGRATIONS.length - MIGRATIONS.indexOf(migration); left > 0; left -= 1) await source.undoLastMigration();
}

describe('migrateDatabase', () => {
  it('does nothing to a database that is up to date, however many ask at once', async () => {
    await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url), migrateDatabase(database.url)]);
    const [row] = await dataSource.query<{ count: number }[]>('SELECT count(*) FROM migrations');
    expect(row?.count).toBe(MIGRATIONS.length);
  });

  it('migrates an empty database once when several processes start together', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const empty = new URL(database.url);
    empty.pathname = `/${name}_empty`;
    const admin = new Client({ connectionString: process.env['HOLDPOINT_TEST_SERVER_URL'] });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}_empty`);
    await Promise.all([migrateDatabase(empty.href), migrateDatabase(empty.href)]);
    const fresh = createDataSource(empty.href);
    await fresh.initialize();
    expect(await fresh.showMigrations()).toBe(false);
    for (let left = MIGRATIONS.length; left > 0; left -= 1) await fresh.undoLastMigration();
    const remains = await fresh.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname !~ '^(migrations|PK_)'
       UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    expect(remains).toEqual([]);
    await fresh.destroy();
    await admin.query(`DROP DATABASE ${name}_empty WITH (FORCE)`);
    await admin.end();
  });

  it('gives a match to a callback of before that met nothing', async () => {
    const migrate = createDataSource(database.url);
    await migrate.initialize();
    await undo(migrate, MatchesOfUnmatchedCallbacks1764400002000);
    await migrate.query(`INSERT INTO projects (name, path, default_branch, build_timeout_s, callback_match_policy, callback_parking_ttl_s, created_at)
      VALUES ('old', 'old', 'main', 1, 'all', 1, holdpoint_now())`);
    await migrate.query(`INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
      SELECT gen_random_uuid(), id, 'pipeline_callback', 'root', '{}', holdpoint_now() FROM projects WHERE path = 'old'`);
    await migrate.runMigrations();
    const matches = await migrate.query('SELECT verdict, reason, pipeline_id FROM callback_matches');
    expect(matches).toEqual([{ verdict: 'unmatched', reason: 'pipeline_not_found', pipeline_id: null }]);
    await migrate.query("DELETE FROM projects WHERE path = 'old'");
    await migrate.destroy();
  });

  it('gives external jobs of before the project of their pipeline', async () => {
    const migrate = createDataSource(database.url);
    await migrate.initialize();
    await undo(migrate, ProjectsOfExternalJobs1764700001000);
    await migrate.query(`INSERT INTO projects (name, path, default_branch, build_timeout_s, callback_match_policy, callback_parking_ttl_s, created_at)
      SELECT name, name, 'main', 1, 'all', 1, holdpoint_now() FROM unnest(ARRAY['one', 'two']) name`);
    await migrate.query(`WITH pipeline AS (
        INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at)
        SELECT id, 1, 'main', 'x', 'api', 'created', 'root', '[]', 'none', holdpoint_now(), holdpoint_now() FROM projects WHERE path IN ('one', 'two')
        RETURNING id),
      stage AS (INSERT INTO stages (pipeline_id, name, position, status) SELECT id, 'test', 1, 'created' FROM pipeline RETURNING id, pipeline_id)
      INSERT INTO external_jobs (pipeline_id, stage_id, name, status, allow_failure, scheduling_type, timeout_ms, interruptible, options, attempt, retried, created_at)
      SELECT pipeline_id, id, 'wait', 'created', false, 'stage', 1, false, '{}', 1, false, holdpoint_now() FROM stage`);
    await migrate.runMigrations();
    const jobs = await migrate.query(`SELECT path, job.project_id = pipeline.project_id AS same FROM external_jobs job
      JOIN pipelines pipeline ON pipeline.id = pipeline_id JOIN projects ON projects.id = job.project_id ORDER BY path`);
    expect(jobs).toEqual([{ path: 'one', same: true }, { path: 'two', same: true }]);
    await migrate.query("DELETE FROM projects WHERE path IN ('one', 'two')");
    await migrate.destroy();
  });

  it('knows of canceled external jobs of before whether a report has ended them', async () => {
    const migrate = createDataSource(database.url);
    await migrate.initialize();
    await undo(migrate, EndedByReport1765000002000);
    await migrate.query(`WITH project AS (
        INSERT INTO projects (name, path, default_branch, build_timeout_s, callback_match_policy, callback_parking_ttl_s, created_at)
        VALUES ('old', 'old', 'main', 1, 'all', 1, holdpoint_now()) RETURNING id),
      pipeline AS (
        INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at)
        SELECT id, 1, 'main', 'x', 'api', 'created', 'root', '[]', 'none', holdpoint_now(), holdpoint_now() FROM project RETURNING id, project_id),
      stage AS (INSERT INTO stages (pipeline_id, name, position, status) SELECT id, 'test', 1, 'canceled' FROM pipeline RETURNING id),
      callback AS (INSERT INTO callbacks (id, project_id, provider, actor, request, received_at)
        SELECT gen_random_uuid(), project_id, 'pipeline_callback', 'root', '{}', holdpoint_now() FROM pipeline RETURNING id),
      job AS (
        INSERT INTO external_jobs (project_id, pipeline_id, stage_id, name, status, allow_failure, scheduling_type, timeout_ms, interruptible, options, attempt, retried, created_at, finished_at)
        SELECT project_id, pipeline.id, stage.id, name, 'canceled', false, 'stage', 1, false, '{}', 1, false, holdpoint_now(), holdpoint_now()
        FROM pipeline, stage, unnest(ARRAY['accepted', 'late', 'nothing']) name RETURNING id, pipeline_id, name)
      INSERT INTO callback_matches (callback_id, pipeline_id, external_job_id, verdict, reason, at)
      SELECT callback.id, job.pipeline_id, job.id, job.name, 'after_cancel', holdpoint_now() FROM callback, job WHERE job.name <> 'nothing'`);
    await migrate.runMigrations();
    const jobs = await migrate.query('SELECT name FROM processables WHERE ended_by_report');
    expect(jobs).toEqual([{ name: 'accepted' }]);
    await migrate.query("DELETE FROM projects WHERE path = 'old'");
    await migrate.destroy();
  });

  it('gives projects of before the number of whose namespace they are in', async () => {
    const migrate = createDataSource(database.url);
    await migrate.initialize();
    await undo(migrate, NamespacesOfProjects1764960001000);
    await migrate.query(`INSERT INTO projects (name, path, default_branch, build_timeout_s, callback_match_policy, callback_parking_ttl_s, created_at)
      SELECT path, path, 'main', 1, 'all', 1, holdpoint_now() FROM unnest(ARRAY['ROOT/one', 'nobody/one', 'root', 'a/root/one']) path`);
    await migrate.runMigrations();
    const projects = await migrate.query('SELECT path, namespace_id AS id FROM projects WHERE namespace_id IS NOT NULL');
    expect(projects).toEqual([{ path: 'ROOT/one', id: 1 }]);
    await migrate.query("DELETE FROM projects WHERE path ~* 'root|one'");
    await migrate.destroy();
  });

  it('fails, and ends nothing else, when the connection that holds its lock is cut', async () => {
    await undo(dataSource, EventsAsJson1764800001000);
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE events');
    const migrated = migrateDatabase(database.url).then(
      () => 'migrated',
      (error: Error) => error.message,
    );
    const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while ((await dataSource.query<object[]>(waiting)).length === 0);
    await dataSource.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holdpoint-migrations' AND datname = current_database()");
    await holder.query('ROLLBACK');
    await holder.end();
    expect(await migrated).toMatch(/terminating connection|Connection terminated/);
  });

  it('leaves a database alone that a newer version has migrated', async () => {
    await dataSource.query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTomorrow9999999999999')");
    const message = expect.stringContaining('A newer version has migrated the database (FromTomorrow9999999999999)');
    await expect(migrateDatabase(database.url)).rejects.toMatchObject({ name: 'UnusableDatabase', message });
    await dataSource.query("DELETE FROM migrations WHERE name = 'FromTomorrow9999999999999'");
    await expect(migrateDatabase(database.url)).resolves.toBeUndefined();
  });

  it('refuses a database that has no place for every text', async () => {
    const other = new URL(database.url);
    other.pathname = `${other.pathname}_latin`;
    const admin = new Client({ connectionString: process.env['HOLDPOINT_TEST_SERVER_URL'] });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${other.pathname.slice(1)} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
    const message = expect.stringContaining('is in LATIN1');
    await expect(migrateDatabase(other.href)).rejects.toMatchObject({ name: 'UnusableDatabase', message });
    await admin.query(`DROP DATABASE ${other.pathname.slice(1)} WITH (FORCE)`);
    await admin.end();
  });

  it('keeps wake-ups when they move to a table of their own and back, and refuses names that differ by case alone', async () => {
    const migrate = createDataSource(database.url);
    await migrate.initialize();
    await undo(migrate, PipelineWakeUps1764300003000);
    await migrate.query(`INSERT INTO projects (name, path, default_branch, build_timeout_s, callback_match_policy, callback_parking_ttl_s, created_at)
      VALUES ('x', 'x', 'main', 1, 'all', 1, holdpoint_now())`);
    await migrate.query(`INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at, wake_at)
      SELECT id, n, 'main', 'x', 'api', 'created', 'root', '[]', 'none', holdpoint_now(), holdpoint_now(), CASE n WHEN 1 THEN to_timestamp(1000) END
      FROM projects, generate_series(1, 2) n WHERE path = 'x'`);
    await migrate.runMigrations();
    const wakeUps = 'SELECT iid, extract(epoch FROM wake_at)::integer AS at FROM pipelines LEFT JOIN pipeline_wake_ups ON pipeline_id = id ORDER BY iid';
    const expected = [{ iid: 1, at: 1000 }, { iid: 2, at: null }];
    expect(await migrate.query(wakeUps)).toEqual(expected);
    await undo(migrate, PipelineWakeUps1764300003000);
    expect(await migrate.query('SELECT iid, extract(epoch FROM wake_at)::integer AS at FROM pipelines ORDER BY iid')).toEqual(expected);
    await migrate.query("INSERT INTO users (username, name, admin, created_at) SELECT name, 'x', false, holdpoint_now() FROM unnest(ARRAY['Ann', 'ann']) name");
    await expect(migrate.runMigrations()).rejects.toThrow('users must not differ by case alone: Ann, ann.');
    await migrate.query("DELETE FROM users WHERE username = 'ann'");
    await migrate.runMigrations();
    await migrate.destroy();
  });
});

it('takes turns, and says that it waits for another, which may be standing still', async () => {
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const waits = gate();
  const migrated = migrateDatabase(database.url, () => waits.open());
  // It would never say so if it did not wait, and end at once.
  expect(await Promise.race([waits.opened.then(() => 'waits'), migrated.then(() => 'migrated')])).toBe('waits');
  await other.end();
  await migrated;
});
