import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';
import { PROCESSABLES } from './1763900004000-processables';

/**
 * Callbacks that wait for their job, and all that a job keeps of what it was told: matches without a pipeline, parked
 * callbacks under each of their keys, repeats, progress, and the grace period of a cancel.
 */
export class Callbacks1764000002000 implements MigrationInterface {
  readonly name = 'Callbacks1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SETTINGS, ...EXTERNAL_JOBS, processablesWith(WAITING_COLUMNS), ...LEDGER, ...PARKED, IDEMPOTENCY]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
    await runner.query(PROCESSABLES);
  }
}

const SETTINGS = [
  `ALTER TABLE pipelines ADD auto_cancel_on_new_commit text NOT NULL DEFAULT 'none',
     ADD CONSTRAINT ck_pipelines_on_new_commit CHECK (${CONDITIONS.onNewCommit})`,
  `ALTER TABLE projects ADD callback_match_policy text NOT NULL DEFAULT 'all',
     ADD callback_parking_ttl_s integer NOT NULL DEFAULT 86400,
     ADD CONSTRAINT ck_projects_callback_match_policy CHECK (${CONDITIONS.callbackMatchPolicy}),
     ADD CONSTRAINT ck_projects_callback_parking_ttl CHECK (${CONDITIONS.callbackParkingTtl})`,
];

/** The key of a match is a column beside the options that say it, because callbacks find jobs by it. */
const EXTERNAL_JOBS = [
  `ALTER TABLE external_jobs ADD match_key text, ADD heartbeat_at timestamptz, ADD cancel_deadline_at timestamptz,
     ADD progress_percent smallint, ADD description text, ADD target_url text,
     ADD CONSTRAINT ck_external_jobs_progress CHECK (${CONDITIONS.progressPercent}),
     ADD CONSTRAINT ck_external_jobs_canceling CHECK (${CONDITIONS.cancelTimed}),
     DROP CONSTRAINT ck_external_jobs_status,
     ADD CONSTRAINT ck_external_jobs_status CHECK (${CONDITIONS.externalStatus})`,
  'CREATE INDEX ix_external_jobs_match_key ON external_jobs (match_key, id) WHERE match_key IS NOT NULL AND NOT retried',
];

/** A column that only external jobs have, with its type. */
export type WaitingColumn = readonly [name: string, type: string];

/** What the view shows of a wait. */
export const WAITING_COLUMNS: readonly WaitingColumn[] = [
  ['heartbeat_at', 'timestamptz'],
  ['cancel_deadline_at', 'timestamptz'],
  ['progress_percent', 'smallint'],
  ['description', 'text'],
  ['target_url', 'text'],
];

/** The view with columns that only external jobs have: it can be replaced by one with more columns at its end. */
export const processablesWith = (columns: readonly WaitingColumn[]): string =>
  PROCESSABLES.replace('CREATE VIEW', 'CREATE OR REPLACE VIEW')
    .replace(/(?=\s+FROM builds job\s)/, columns.map(([name, type]) => `, NULL::${type} AS ${name}`).join(''))
    .replace(/(?=\s+FROM external_jobs job$)/, columns.map(([name]) => `, job.${name}`).join(''));

/** A callback that met no pipeline has a match as well, which says why; the same callback may be parked, then accepted. */
const LEDGER = [
  `ALTER TABLE callbacks DROP COLUMN unmatched_reason, ADD replay_of uuid, ADD calls integer NOT NULL DEFAULT 1`,
  `ALTER TABLE callback_matches ALTER COLUMN pipeline_id DROP NOT NULL,
     DROP CONSTRAINT ck_callback_matches_verdict,
     ADD CONSTRAINT ck_callback_matches_verdict CHECK (${CONDITIONS.verdict})`,
  'DROP INDEX uq_callback_matches_build',
  'DROP INDEX uq_callback_matches_external_job',
  'DROP INDEX uq_callback_matches_no_job',
  `CREATE UNIQUE INDEX uq_callback_matches_build ON callback_matches (build_id, callback_id, verdict)
     WHERE build_id IS NOT NULL`,
  `CREATE UNIQUE INDEX uq_callback_matches_external_job ON callback_matches (external_job_id, callback_id, verdict)
     WHERE external_job_id IS NOT NULL`,
  `CREATE UNIQUE INDEX uq_callback_matches_no_job ON callback_matches (pipeline_id, callback_id, verdict)
     WHERE build_id IS NULL AND external_job_id IS NULL AND pipeline_id IS NOT NULL`,
  `CREATE UNIQUE INDEX uq_callback_matches_no_pipeline ON callback_matches (callback_id, verdict)
     WHERE pipeline_id IS NULL`,
];

/** The pipeline is there for a callback whose job exists and does not wait yet, and absent for one that came before it. */
const PARKED = [
  `CREATE TABLE parked_callbacks (
    id bigserial NOT NULL,
    callback_id uuid NOT NULL,
    pipeline_id bigint,
    keys text[] NOT NULL,
    command jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_parked_callbacks PRIMARY KEY (id),
    CONSTRAINT fk_parked_callbacks_callback FOREIGN KEY (callback_id) REFERENCES callbacks (id) ON DELETE CASCADE,
    CONSTRAINT fk_parked_callbacks_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX ix_parked_callbacks_callback ON parked_callbacks (callback_id)',
  'CREATE INDEX ix_parked_callbacks_pipeline ON parked_callbacks (pipeline_id)',
  'CREATE INDEX ix_parked_callbacks_expires_at ON parked_callbacks (expires_at)',
  `CREATE TABLE parked_keys (
    key text NOT NULL,
    parked_id bigint NOT NULL,
    CONSTRAINT pk_parked_keys PRIMARY KEY (key, parked_id),
    CONSTRAINT fk_parked_keys_parked FOREIGN KEY (parked_id) REFERENCES parked_callbacks (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX ix_parked_keys_parked ON parked_keys (parked_id)',
];

const IDEMPOTENCY = `
  CREATE TABLE idempotency_keys (
    project_id bigint NOT NULL,
    actor text NOT NULL,
    key text NOT NULL,
    request_digest text NOT NULL,
    callback_id uuid NOT NULL,
    claimed_at timestamptz NOT NULL,
    CONSTRAINT pk_idempotency_keys PRIMARY KEY (project_id, actor, key),
    CONSTRAINT fk_idempotency_keys_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
  )`;

const UNDO = [
  'DROP TABLE idempotency_keys, parked_keys, parked_callbacks',
  'DELETE FROM callback_matches WHERE pipeline_id IS NULL',
  'DROP INDEX uq_callback_matches_no_pipeline',
  'ALTER TABLE callback_matches ALTER COLUMN pipeline_id SET NOT NULL',
  'ALTER TABLE callbacks DROP COLUMN replay_of, DROP COLUMN calls, ADD unmatched_reason text',
  'DROP VIEW processables',
  'DROP INDEX ix_external_jobs_match_key',
  `ALTER TABLE external_jobs DROP COLUMN match_key, DROP COLUMN heartbeat_at, DROP COLUMN cancel_deadline_at,
     DROP COLUMN progress_percent, DROP COLUMN description, DROP COLUMN target_url`,
  'ALTER TABLE projects DROP COLUMN callback_match_policy, DROP COLUMN callback_parking_ttl_s',
  'ALTER TABLE pipelines DROP COLUMN auto_cancel_on_new_commit',
];
