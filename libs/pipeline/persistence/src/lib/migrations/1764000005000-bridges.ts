import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';

/** Which bridge has triggered which pipeline; bridges are reopened, so their endings are not final. */
export class Bridges1764000005000 implements MigrationInterface {
  readonly name = 'Bridges1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [PIPELINE_SOURCES, SOURCE_PIPELINE, HISTORY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pipeline_sources');
  }
}

/** The unique bridge is what makes a task that runs twice trigger once. */
const PIPELINE_SOURCES = `
  CREATE TABLE pipeline_sources (
    pipeline_id bigint NOT NULL,
    source_pipeline_id bigint NOT NULL,
    source_job_id bigint NOT NULL,
    CONSTRAINT pk_pipeline_sources PRIMARY KEY (pipeline_id),
    CONSTRAINT uq_pipeline_sources_job UNIQUE (source_job_id),
    CONSTRAINT fk_pipeline_sources_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_pipeline_sources_source
      FOREIGN KEY (source_pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
    CONSTRAINT fk_pipeline_sources_job FOREIGN KEY (source_job_id) REFERENCES builds (id) ON DELETE CASCADE
  )`;

const SOURCE_PIPELINE = 'CREATE INDEX ix_pipeline_sources_source ON pipeline_sources (source_pipeline_id)';

const HISTORY = `
  ALTER TABLE job_history DROP CONSTRAINT ck_job_history_ending, DROP CONSTRAINT ck_job_history_cause,
    ADD CONSTRAINT ck_job_history_ending CHECK (${CONDITIONS.ending}),
    ADD CONSTRAINT ck_job_history_cause CHECK (${CONDITIONS.cause})`;
