import { assert } from '@holdpoint/kernel';
import type { Pool } from 'pg';

const JOBS_PER_PIPELINE = 100;

/** Values of ended external jobs, by column; a table takes those that it has columns for. */
const VALUES: Readonly<Record<string, string>> = {
  project_id: 'pipeline.project_id',
  pipeline_id: 'stage.pipeline_id',
  stage_id: 'stage.id',
  type: '$2::text',
  name: "'job ' || number",
  status: "'success'",
  when: "'on_success'",
  allow_failure: 'false',
  scheduling_type: "'stage'",
  timeout_ms: '3600000',
  interruptible: 'false',
  options: `'{"external": {}}'`,
  attempt: '1',
  retried: 'false',
  enqueue_immediately: 'false',
  created_at: 'pipeline.created_at',
  started_at: 'pipeline.created_at',
  finished_at: 'pipeline.created_at',
  deadline_at: "pipeline.created_at + interval '1 hour'",
  heartbeat_at: 'pipeline.created_at',
  description: "'rolled out revision ' || number",
  target_url: "'https://deploy.example/applications/shop/' || number",
  match_key: "'shop-' || number",
};

/** Makes pipelines of one stage for as many jobs; answers the project that they are in. */
export async function fillPipelines(pool: Pool, jobs: number): Promise<number> {
  const project = await pool.query<{ id: number }>(
    "INSERT INTO projects (name, path, created_at) VALUES ('size', 'evaluation/size', holdpoint_now()) RETURNING id",
  );
  assert(project.rows[0], 'the project is new');
  const { id } = project.rows[0];
  await pool.query(
    `WITH pipeline AS (
       INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure,
         created_at, updated_at, finished_at)
       SELECT $1, number, 'main', repeat('a', 40), 'push', 'success', 'root', '[]', 'none',
         holdpoint_now(), holdpoint_now(), holdpoint_now()
       FROM generate_series(1, $2::integer) number RETURNING id)
     INSERT INTO stages (pipeline_id, name, position, status) SELECT id, 'deploy', 1, 'success' FROM pipeline`,
    [id, jobs / JOBS_PER_PIPELINE],
  );
  return id;
}

/**
 * Fills a table with ended external jobs, or jobs of another type, as many to every pipeline of a project. Foreign keys
 * take time and no space: they go.
 */
export async function fillJobs(pool: Pool, table: string, projectId: number, type: 'external' | 'build' = 'external'): Promise<void> {
  await dropForeignKeys(pool, table);
  const { rows } = await pool.query<{ name: string }>(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum',
    [table],
  );
  const given = rows.filter(({ name }) => Object.hasOwn(VALUES, name)).map(({ name }) => name);
  await pool.query(
    `INSERT INTO ${table} (${given.map((name) => `"${name}"`).join(', ')}) SELECT ${given.map((name) => VALUES[name]).join(', ')}
     FROM stages stage JOIN pipelines pipeline ON pipeline.id = stage.pipeline_id AND pipeline.project_id = $1,
       generate_series(1, ${JOBS_PER_PIPELINE}) number`,
    given.includes('type') ? [projectId, type] : [projectId],
  );
}

async function dropForeignKeys(pool: Pool, table: string): Promise<void> {
  const keys = await pool.query<{ name: string }>(
    "SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'",
    [table],
  );
  for (const { name } of keys.rows) await pool.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
}
