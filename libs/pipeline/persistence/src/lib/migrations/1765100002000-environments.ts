import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';
import { PROCESSABLES_WITH_GROUPS } from './1765100001000-resource-groups';

/** Environments, and the deployments to them: in tables of their own, so that jobs without an environment cost nothing more. */
export class Environments1765100002000 implements MigrationInterface {
  readonly name = 'Environments1765100002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ENVIRONMENTS, DEPLOYMENTS, ...INDEXES]) await runner.query(statement);
    await runner.query('ALTER TABLE projects ADD last_deployment_iid integer NOT NULL DEFAULT 0');
    for (const table of JOB_TABLES) await runner.query(`ALTER TABLE ${table} ADD environment_id bigint`);
    await runner.query(PROCESSABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW processables');
    for (const table of JOB_TABLES) await runner.query(`ALTER TABLE ${table} DROP COLUMN environment_id`);
    await runner.query('ALTER TABLE projects DROP COLUMN last_deployment_iid');
    await runner.query('DROP TABLE deployments');
    await runner.query('DROP TABLE environments');
    await runner.query(PROCESSABLES_WITH_GROUPS);
  }
}

const ENVIRONMENTS = `
  CREATE TABLE environments (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    tier text NOT NULL,
    external_url text,
    state text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_environments PRIMARY KEY (id),
    CONSTRAINT uq_environments_name UNIQUE (project_id, name),
    CONSTRAINT fk_environments_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_environments_tier CHECK (${CONDITIONS.environmentTier}),
    CONSTRAINT ck_environments_state CHECK (${CONDITIONS.environmentState})
  )`;

const DEPLOYMENTS = `
  CREATE TABLE deployments (
    id bigserial NOT NULL,
    iid integer NOT NULL,
    project_id bigint NOT NULL,
    environment_id bigint NOT NULL,
    job_id bigint NOT NULL,
    pipeline_id bigint NOT NULL,
    ref text NOT NULL,
    sha text NOT NULL,
    status text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT pk_deployments PRIMARY KEY (id),
    CONSTRAINT uq_deployments_iid UNIQUE (project_id, iid),
    CONSTRAINT uq_deployments_job UNIQUE (job_id),
    CONSTRAINT fk_deployments_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_deployments_environment FOREIGN KEY (environment_id) REFERENCES environments (id) ON DELETE CASCADE,
    CONSTRAINT fk_deployments_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT ck_deployments_sha CHECK (${CONDITIONS.sha}),
    CONSTRAINT ck_deployments_status CHECK (${CONDITIONS.deploymentStatus}),
    CONSTRAINT ck_deployments_finished CHECK (${CONDITIONS.deploymentFinished})
  )`;

const INDEXES = [
  'CREATE INDEX ix_deployments_environment ON deployments (environment_id, status, id)',
  'CREATE INDEX ix_deployments_pipeline ON deployments (pipeline_id)',
];

const JOB_TABLES = ['builds', 'external_jobs'];

const OWN_COLUMN = { builds: 'job.environment_id', external_jobs: 'job.environment_id', generic_commit_statuses: 'NULL::bigint' };

/** The view with a column more at its end. */
const PROCESSABLES = Object.entries(OWN_COLUMN).reduce(
  (view, [table, column]) => view.replace(new RegExp(`(?<=\\S)(?=\\s+FROM ${table} job\\b)`), `, ${column}`),
  PROCESSABLES_WITH_GROUPS,
);
