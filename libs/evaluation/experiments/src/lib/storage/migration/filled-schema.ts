import type { Pool } from 'pg';
import { BUILD_COLUMNS, COMMIT_STATUS_COLUMNS } from '../layout/column-definitions';
import { UNTYPED_CHECKS } from '../layout/type-checks';
import { fillJobs, fillPipelines } from '../size/fill-jobs';

/** Jobs as they are stored before there are external ones, with what refers to them. */
const TABLES = [
  'CREATE SCHEMA before',
  `CREATE TABLE before.builds (${BUILD_COLUMNS.join(', ')}, CONSTRAINT ck_builds_status CHECK (${UNTYPED_CHECKS.ck_builds_status}))`,
  `CREATE TABLE before.generic_commit_statuses (${COMMIT_STATUS_COLUMNS.join(', ')},
     CONSTRAINT ck_status CHECK (status IN ('created', 'pending', 'running', 'success', 'failed', 'canceled', 'skipped')))`,
  `CREATE TABLE before.needs (id bigserial PRIMARY KEY, build_id bigint NOT NULL, position integer NOT NULL,
     name text NOT NULL, optional boolean NOT NULL)`,
  `CREATE TABLE before.job_history (pipeline_id bigint NOT NULL, seq bigserial NOT NULL, build_id bigint NOT NULL,
     event text NOT NULL, from_status text NOT NULL, to_status text NOT NULL, at timestamptz NOT NULL,
     PRIMARY KEY (pipeline_id, seq))`,
];

const FILL = [
  "INSERT INTO before.needs (build_id, position, name, optional) SELECT id, 1, 'compile', false FROM before.builds",
  `INSERT INTO before.job_history (pipeline_id, build_id, event, from_status, to_status, at)
   SELECT pipeline_id, id, 'success', 'running', 'success', created_at FROM before.builds`,
];

/** Makes the schema `before` and fills each of its tables with as many rows. */
export async function fillSchema(pool: Pool, rows: number): Promise<void> {
  for (const statement of TABLES) await pool.query(statement);
  const projectId = await fillPipelines(pool, rows);
  await fillJobs(pool, 'before.builds', projectId, 'build');
  await fillJobs(pool, 'before.generic_commit_statuses', projectId);
  for (const statement of FILL) await pool.query(statement);
}
