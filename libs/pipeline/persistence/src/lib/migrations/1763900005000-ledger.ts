import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** What is only ever added to: the history of jobs, callbacks and what they did to jobs. */
export class Ledger1763900005000 implements MigrationInterface {
  readonly name = 'Ledger1763900005000';

  async up(runner: QueryRunner): Promise<void> {
    const tables = [JOB_HISTORY, ...HISTORY_INDEXES, CALLBACKS, CALLBACKS_PROJECT, MATCHES, ...MATCH_INDEXES];
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE callback_matches, callbacks, job_history');
  }
}

const JOB_HISTORY = `
  CREATE TABLE job_history (
    pipeline_id bigint NOT NULL,
    seq integer NOT NULL,
    build_id bigint,
    external_job_id bigint,
    event text NOT NULL,
    from_status text NOT NULL,
    to_status text NOT NULL,
    cause text NOT NULL,
    actor text,
    at timestamptz NOT NULL,
    ending boolean NOT NULL,
    CONSTRAINT pk_job_history PRIMARY KEY (pipeline_id, seq),
    CONSTRAINT fk_job_history_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_job_history_build FOREIGN KEY (build_id) REFERENCES builds (id) ON DELETE CASCADE,
    CONSTRAINT fk_job_history_external_job
      FOREIGN KEY (external_job_id) REFERENCES external_jobs (id) ON DELETE CASCADE,
    CONSTRAINT ck_job_history_one_job CHECK (${CONDITIONS.oneJob}),
    CONSTRAINT ck_job_history_from_status CHECK (${CONDITIONS.fromStatus}),
    CONSTRAINT ck_job_history_to_status CHECK (${CONDITIONS.toStatus}),
    CONSTRAINT ck_job_history_ending CHECK (${CONDITIONS.ending}),
    CONSTRAINT ck_job_history_cause CHECK (${CONDITIONS.cause})
  )`;

/** An attempt ends once: a second outcome for the same row is refused by the database, whoever brings it. */
const HISTORY_INDEXES = ['build', 'external_job'].flatMap((job) => [
  `CREATE UNIQUE INDEX uq_job_history_${job}_ending ON job_history (${job}_id) WHERE ending AND ${job}_id IS NOT NULL`,
  `CREATE INDEX ix_job_history_${job} ON job_history (${job}_id, seq) WHERE ${job}_id IS NOT NULL`,
]);

/** The id is a UUID version 7, given by whoever received the call: it sorts by time. */
const CALLBACKS = `
  CREATE TABLE callbacks (
    id uuid NOT NULL,
    project_id bigint NOT NULL,
    provider text NOT NULL,
    actor text NOT NULL,
    request jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    unmatched_reason text,
    CONSTRAINT pk_callbacks PRIMARY KEY (id),
    CONSTRAINT fk_callbacks_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
  )`;

const CALLBACKS_PROJECT = 'CREATE INDEX ix_callbacks_project ON callbacks (project_id, id)';

/** No job: the pipeline has none of the name that the callback gave. */
const MATCHES = `
  CREATE TABLE callback_matches (
    id bigserial NOT NULL,
    callback_id uuid NOT NULL,
    pipeline_id bigint NOT NULL,
    build_id bigint,
    external_job_id bigint,
    verdict text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_callback_matches PRIMARY KEY (id),
    CONSTRAINT fk_callback_matches_callback FOREIGN KEY (callback_id) REFERENCES callbacks (id) ON DELETE CASCADE,
    CONSTRAINT fk_callback_matches_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_callback_matches_build FOREIGN KEY (build_id) REFERENCES builds (id) ON DELETE CASCADE,
    CONSTRAINT fk_callback_matches_external_job
      FOREIGN KEY (external_job_id) REFERENCES external_jobs (id) ON DELETE CASCADE,
    CONSTRAINT ck_callback_matches_one_job CHECK (${CONDITIONS.oneJobAtMost}),
    CONSTRAINT ck_callback_matches_verdict CHECK (${CONDITIONS.verdict})
  )`;

const MATCH_INDEXES = [
  `CREATE UNIQUE INDEX uq_callback_matches_build ON callback_matches (build_id, callback_id)
     WHERE build_id IS NOT NULL`,
  `CREATE UNIQUE INDEX uq_callback_matches_external_job ON callback_matches (external_job_id, callback_id)
     WHERE external_job_id IS NOT NULL`,
  `CREATE UNIQUE INDEX uq_callback_matches_no_job ON callback_matches (pipeline_id, callback_id)
     WHERE build_id IS NULL AND external_job_id IS NULL`,
  'CREATE INDEX ix_callback_matches_callback ON callback_matches (callback_id)',
  'CREATE INDEX ix_callback_matches_pipeline ON callback_matches (pipeline_id)',
];
