import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Jobs: builds and bridges in one table, external jobs in their own, all numbered by one sequence, with their needs. */
export class Jobs1763900003000 implements MigrationInterface {
  readonly name = 'Jobs1763900003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SEQUENCE job_id_seq');
    for (const statement of [BUILDS, EXTERNAL_JOBS, ...JOB_INDEXES, NEEDS, ...NEED_INDEXES]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE needs, external_jobs, builds');
    await runner.query('DROP SEQUENCE job_id_seq');
  }
}

const REFERENCES = (table: string): string => `
    CONSTRAINT fk_${table}_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_${table}_stage FOREIGN KEY (stage_id) REFERENCES stages (id) ON DELETE CASCADE,
    CONSTRAINT uq_${table}_attempt UNIQUE (pipeline_id, name, attempt),
    CONSTRAINT ck_${table}_attempt CHECK (${CONDITIONS.attempt}),
    CONSTRAINT ck_${table}_scheduling_type CHECK (${CONDITIONS.schedulingType}),
    CONSTRAINT ck_${table}_timeout CHECK (${CONDITIONS.jobTimeout}),
    CONSTRAINT ck_${table}_finished CHECK (${CONDITIONS.finished}),
    CONSTRAINT ck_${table}_deadline CHECK (${CONDITIONS.deadlineAfterStart})`;

const BUILDS = `
  CREATE TABLE builds (
    id bigint NOT NULL DEFAULT nextval('job_id_seq'),
    pipeline_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    status text NOT NULL,
    "when" text NOT NULL,
    allow_failure boolean NOT NULL,
    scheduling_type text NOT NULL,
    start_in_ms bigint,
    timeout_ms bigint NOT NULL,
    interruptible boolean NOT NULL,
    retry jsonb,
    options jsonb NOT NULL,
    attempt integer NOT NULL,
    retried boolean NOT NULL,
    enqueue_immediately boolean NOT NULL,
    created_at timestamptz NOT NULL,
    queued_at timestamptz,
    scheduled_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    deadline_at timestamptz,
    failure_reason text,
    CONSTRAINT pk_builds PRIMARY KEY (id),
    CONSTRAINT ck_builds_type CHECK (${CONDITIONS.buildType}),
    CONSTRAINT ck_builds_status CHECK (${CONDITIONS.buildStatus}),
    CONSTRAINT ck_builds_when CHECK (${CONDITIONS.when}),
    CONSTRAINT ck_builds_timed CHECK (${CONDITIONS.buildTimed}),${REFERENCES('builds')}
  ) WITH (fillfactor = 70)`;

/** An external job has no `when`, `start_in`, `retry`, queue or timer of its own: columns it could only leave empty. */
const EXTERNAL_JOBS = `
  CREATE TABLE external_jobs (
    id bigint NOT NULL DEFAULT nextval('job_id_seq'),
    pipeline_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    name text NOT NULL,
    status text NOT NULL,
    allow_failure boolean NOT NULL,
    scheduling_type text NOT NULL,
    timeout_ms bigint NOT NULL,
    interruptible boolean NOT NULL,
    options jsonb NOT NULL,
    attempt integer NOT NULL,
    retried boolean NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    deadline_at timestamptz,
    failure_reason text,
    CONSTRAINT pk_external_jobs PRIMARY KEY (id),
    CONSTRAINT ck_external_jobs_status CHECK (${CONDITIONS.externalStatus}),
    CONSTRAINT ck_external_jobs_timed CHECK (${CONDITIONS.externalTimed}),${REFERENCES('external_jobs')}
  ) WITH (fillfactor = 70)`;

const JOB_INDEXES = ['builds', 'external_jobs'].flatMap((table) => [
  `CREATE UNIQUE INDEX uq_${table}_latest ON ${table} (pipeline_id, name) WHERE NOT retried`,
  `CREATE INDEX ix_${table}_stage ON ${table} (stage_id)`,
]);

const NEEDS = `
  CREATE TABLE needs (
    id bigserial NOT NULL,
    build_id bigint,
    external_job_id bigint,
    position integer NOT NULL,
    name text NOT NULL,
    optional boolean NOT NULL,
    CONSTRAINT pk_needs PRIMARY KEY (id),
    CONSTRAINT fk_needs_build FOREIGN KEY (build_id) REFERENCES builds (id) ON DELETE CASCADE,
    CONSTRAINT fk_needs_external_job FOREIGN KEY (external_job_id) REFERENCES external_jobs (id) ON DELETE CASCADE,
    CONSTRAINT ck_needs_one_job CHECK (${CONDITIONS.oneJob})
  )`;

const NEED_INDEXES = [
  'CREATE UNIQUE INDEX uq_needs_build ON needs (build_id, position) WHERE build_id IS NOT NULL',
  'CREATE UNIQUE INDEX uq_needs_external_job ON needs (external_job_id, position) WHERE external_job_id IS NOT NULL',
];
