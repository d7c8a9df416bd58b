import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Pipelines and their stages. */
export class Pipelines1763900002000 implements MigrationInterface {
  readonly name = 'Pipelines1763900002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [PIPELINES, ...PIPELINE_INDEXES, STAGES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stages, pipelines');
  }
}

/** The fill factor leaves room for new versions of a row in its page: each pass that changes a pipeline updates it. */
const PIPELINES = `
  CREATE TABLE pipelines (
    id bigserial NOT NULL,
    project_id bigint NOT NULL,
    iid integer NOT NULL,
    ref text NOT NULL,
    sha text NOT NULL,
    source text NOT NULL,
    name text,
    status text NOT NULL,
    created_by text NOT NULL,
    variables jsonb NOT NULL,
    auto_cancel_on_job_failure text NOT NULL,
    version integer NOT NULL DEFAULT 0,
    history_seq integer NOT NULL DEFAULT 0,
    duration_ms bigint,
    wake_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    CONSTRAINT pk_pipelines PRIMARY KEY (id),
    CONSTRAINT uq_pipelines_iid UNIQUE (project_id, iid),
    CONSTRAINT fk_pipelines_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT ck_pipelines_status CHECK (${CONDITIONS.pipelineStatus}),
    CONSTRAINT ck_pipelines_on_job_failure CHECK (${CONDITIONS.onJobFailure}),
    CONSTRAINT ck_pipelines_finished CHECK (${CONDITIONS.finished})
  ) WITH (fillfactor = 70)`;

/** The sweep reads `ix_pipelines_wake_at` alone: it holds only pipelines in which something can still fall due. */
const PIPELINE_INDEXES = [
  'CREATE INDEX ix_pipelines_wake_at ON pipelines (wake_at) WHERE wake_at IS NOT NULL',
  'CREATE INDEX ix_pipelines_project ON pipelines (project_id, id)',
  'CREATE INDEX ix_pipelines_ref ON pipelines (project_id, ref, id)',
  'CREATE INDEX ix_pipelines_sha ON pipelines (project_id, sha)',
];

const STAGES = `
  CREATE TABLE stages (
    id bigserial NOT NULL,
    pipeline_id bigint NOT NULL,
    name text NOT NULL,
    position integer NOT NULL,
    status text NOT NULL,
    CONSTRAINT pk_stages PRIMARY KEY (id),
    CONSTRAINT uq_stages_position UNIQUE (pipeline_id, position),
    CONSTRAINT fk_stages_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT ck_stages_status CHECK (${CONDITIONS.stageStatus})
  ) WITH (fillfactor = 70)`;
