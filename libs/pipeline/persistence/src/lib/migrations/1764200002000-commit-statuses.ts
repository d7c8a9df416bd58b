import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';
import { PROCESSABLES_WITH_FAILURES } from './1764200001000-events-of-other-systems';

/** Commit statuses: a third kind of row among the jobs, with a history of its own, and the branches that hold a commit. */
export class CommitStatuses1764200002000 implements MigrationInterface {
  readonly name = 'CommitStatuses1764200002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [STATUSES, ...STATUS_INDEXES, ...HISTORY, PROCESSABLES_WITH_STATUSES, ...ONE_LATEST_JOB, COMMITS_PARENT]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of UNDO) await runner.query(statement);
    await runner.query(PROCESSABLES_WITH_FAILURES);
  }
}

const STATUSES = `
  CREATE TABLE generic_commit_statuses (
    id bigint NOT NULL DEFAULT nextval('job_id_seq'),
    pipeline_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    name text NOT NULL,
    status text NOT NULL,
    author text NOT NULL,
    attempt integer NOT NULL,
    retried boolean NOT NULL,
    description text,
    target_url text,
    coverage double precision,
    created_at timestamptz NOT NULL,
    queued_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    failure_reason text,
    CONSTRAINT pk_generic_commit_statuses PRIMARY KEY (id),
    CONSTRAINT uq_generic_commit_statuses_attempt UNIQUE (pipeline_id, name, attempt),
    CONSTRAINT fk_generic_commit_statuses_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_generic_commit_statuses_stage FOREIGN KEY (stage_id) REFERENCES stages (id) ON DELETE CASCADE,
    CONSTRAINT ck_generic_commit_statuses_status CHECK (${CONDITIONS.genericStatus}),
    CONSTRAINT ck_generic_commit_statuses_attempt CHECK (${CONDITIONS.attempt}),
    CONSTRAINT ck_generic_commit_statuses_finished CHECK (${CONDITIONS.finished})
  ) WITH (fillfactor = 70)`;

/** One latest of a name is what makes finding or creating one safe, whoever else does so. */
const STATUS_INDEXES = [
  'CREATE UNIQUE INDEX uq_generic_commit_statuses_latest ON generic_commit_statuses (pipeline_id, name) WHERE NOT retried',
  'CREATE INDEX ix_generic_commit_statuses_stage ON generic_commit_statuses (stage_id)',
];

/** Needs and callbacks never mean a commit status, so only history refers to one. */
const HISTORY = [
  `ALTER TABLE job_history ADD generic_commit_status_id bigint,
     ADD CONSTRAINT fk_job_history_generic_commit_status
       FOREIGN KEY (generic_commit_status_id) REFERENCES generic_commit_statuses (id) ON DELETE CASCADE,
     DROP CONSTRAINT ck_job_history_one_job,
     ADD CONSTRAINT ck_job_history_one_job CHECK (${CONDITIONS.oneJobOfAnyTable})`,
  `CREATE UNIQUE INDEX uq_job_history_generic_commit_status_ending ON job_history (generic_commit_status_id)
     WHERE ending AND generic_commit_status_id IS NOT NULL`,
  `CREATE INDEX ix_job_history_generic_commit_status ON job_history (generic_commit_status_id, seq)
     WHERE generic_commit_status_id IS NOT NULL`,
];

const OWN_COLUMNS = ', NULL::text AS author, NULL::double precision AS coverage';

/** What processing and lists need of a commit status: most of what a job has it can only leave empty. The view as this migration makes it. */
export const PROCESSABLES_WITH_STATUSES = `${PROCESSABLES_WITH_FAILURES.replaceAll(/(?<=\S)(?=\s+FROM (?:builds|external_jobs) job\b)/g, OWN_COLUMNS)}
  UNION ALL
  SELECT job.id, 'generic'::text, job.pipeline_id, job.stage_id, job.name, job.status,
    'on_success'::text, false, NULL::bigint, 0::bigint, false, NULL::jsonb, '{}'::jsonb,
    job.attempt, job.retried, false, job.created_at, job.queued_at, NULL::timestamptz, job.started_at,
    job.finished_at, NULL::timestamptz, job.failure_reason, NULL::json,
    NULL::timestamptz, NULL::timestamptz, NULL::smallint, job.description, job.target_url, NULL::jsonb, job.author, job.coverage
  FROM generic_commit_statuses job`;

/** The other tables need not ask: a name that a commit status has is never given to a job that is made after it. */
const ONE_LATEST_JOB = [
  `CREATE FUNCTION refuse_name_of_other_job() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM inserted JOIN builds USING (pipeline_id, name) WHERE NOT builds.retried)
      OR EXISTS (SELECT FROM inserted JOIN external_jobs USING (pipeline_id, name) WHERE NOT external_jobs.retried)
    THEN
      RAISE unique_violation USING
        MESSAGE = 'a pipeline has one latest job of a name, be it a commit status or another',
        CONSTRAINT = 'uq_processables_latest';
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER one_latest_job AFTER INSERT ON generic_commit_statuses REFERENCING NEW TABLE AS inserted
   FOR EACH STATEMENT EXECUTE FUNCTION refuse_name_of_other_job()`,
];

/** From a commit to those after it, up to the branches that hold it. */
const COMMITS_PARENT = 'CREATE INDEX ix_commits_parent ON commits (project_id, parent_sha) WHERE parent_sha IS NOT NULL';

const UNDO = [
  'DROP INDEX ix_commits_parent',
  'DROP VIEW processables',
  'DELETE FROM job_history WHERE generic_commit_status_id IS NOT NULL',
  'ALTER TABLE job_history DROP COLUMN generic_commit_status_id',
  `ALTER TABLE job_history ADD CONSTRAINT ck_job_history_one_job CHECK (${CONDITIONS.oneJob})`,
  'DROP TABLE generic_commit_statuses',
  'DROP FUNCTION refuse_name_of_other_job()',
];
