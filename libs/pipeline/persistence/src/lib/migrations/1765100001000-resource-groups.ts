import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';
import { PROCESSABLES_WITH_ENDINGS } from './1765000002000-ended-by-report';

/** Resource groups, and the lines in front of them: a table of their own, so that jobs outside of groups cost nothing more. */
export class ResourceGroups1765100001000 implements MigrationInterface {
  readonly name = 'ResourceGroups1765100001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [RESOURCE_GROUPS, RESOURCE_REQUESTS, ...INDEXES]) await runner.query(statement);
    for (const table of JOB_TABLES) await runner.query(`ALTER TABLE ${table} ADD resource_group_id bigint`);
    for (const [name, condition] of STATUSES) await runner.query(`ALTER TABLE ${tableOf(name)} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} CHECK (${condition})`);
    await runner.query(PROCESSABLES_WITH_GROUPS);
  }

  /** Jobs in line start without their resource: earlier versions have no way out of where they are. */
  async down(runner: QueryRunner): Promise<void> {
    for (const table of JOB_TABLES) await runner.query(`UPDATE ${table} SET status = 'created' WHERE status = 'waiting_for_resource'`);
    await runner.query(`INSERT INTO pipeline_wake_ups SELECT DISTINCT pipeline_id, holdpoint_now() FROM resource_requests
      WHERE state IN ('waiting', 'assigned') ON CONFLICT (pipeline_id) DO UPDATE SET wake_at = excluded.wake_at`);
    await runner.query('DROP VIEW processables');
    for (const table of JOB_TABLES) await runner.query(`ALTER TABLE ${table} DROP COLUMN resource_group_id`);
    await runner.query('DROP TABLE resource_requests');
    await runner.query('DROP TABLE resource_groups');
    await runner.query(PROCESSABLES_WITH_ENDINGS);
  }
}

const RESOURCE_GROUPS = `
  CREATE TABLE resource_groups (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    key text NOT NULL,
    process_mode text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_resource_groups PRIMARY KEY (id),
    CONSTRAINT uq_resource_groups_key UNIQUE (project_id, key),
    CONSTRAINT fk_resource_groups_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_resource_groups_process_mode CHECK (${CONDITIONS.processMode})
  )`;

const RESOURCE_REQUESTS = `
  CREATE TABLE resource_requests (
    job_id bigint NOT NULL,
    pipeline_id bigint NOT NULL,
    resource_group_id bigint NOT NULL,
    state text NOT NULL,
    CONSTRAINT pk_resource_requests PRIMARY KEY (job_id),
    CONSTRAINT fk_resource_requests_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_resource_requests_group FOREIGN KEY (resource_group_id) REFERENCES resource_groups (id) ON DELETE CASCADE,
    CONSTRAINT ck_resource_requests_state CHECK (${CONDITIONS.requestState})
  )`;

const INDEXES = [
  "CREATE UNIQUE INDEX uq_resource_requests_holder ON resource_requests (resource_group_id) WHERE state IN ('assigned', 'holding')",
  'CREATE INDEX ix_resource_requests_line ON resource_requests (resource_group_id, pipeline_id, job_id)',
  'CREATE INDEX ix_resource_requests_pipeline ON resource_requests (pipeline_id)',
];

const JOB_TABLES = ['builds', 'external_jobs'];

const tableOf = (constraint: string): string => constraint.replace(/^ck_(.*)_status$/, '$1');

const STATUSES = [['ck_builds_status', CONDITIONS.buildStatus], ['ck_external_jobs_status', CONDITIONS.externalStatus]] as const;

const OWN_COLUMN = { builds: 'job.resource_group_id', external_jobs: 'job.resource_group_id', generic_commit_statuses: 'NULL::bigint' };

/** The view as this migration makes it: with a column more at its end. */
export const PROCESSABLES_WITH_GROUPS = Object.entries(OWN_COLUMN).reduce(
  (view, [table, column]) => view.replace(new RegExp(`(?<=\\S)(?=\\s+FROM ${table} job\\b)`), `, ${column}`),
  PROCESSABLES_WITH_ENDINGS,
);
