import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Wake-ups have a table of their own. As an indexed column of `pipelines` every change of one made a new entry in each of
 * its six indexes: a pipeline that nothing is due in any more cost three times as much to write as one that stays as it is.
 */
export class PipelineWakeUps1764300003000 implements MigrationInterface {
  readonly name = 'PipelineWakeUps1764300003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE pipeline_wake_ups (
      pipeline_id bigint NOT NULL,
      wake_at timestamptz NOT NULL,
      CONSTRAINT pk_pipeline_wake_ups PRIMARY KEY (pipeline_id),
      CONSTRAINT fk_pipeline_wake_ups_pipeline FOREIGN KEY (pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE
    )`);
    await runner.query('INSERT INTO pipeline_wake_ups SELECT id, wake_at FROM pipelines WHERE wake_at IS NOT NULL');
    await runner.query('CREATE INDEX ix_pipeline_wake_ups_wake_at ON pipeline_wake_ups (wake_at)');
    await runner.query('ALTER TABLE pipelines DROP COLUMN wake_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE pipelines ADD wake_at timestamptz');
    await runner.query('UPDATE pipelines SET wake_at = wake_up.wake_at FROM pipeline_wake_ups wake_up WHERE pipeline_id = id');
    await runner.query('CREATE INDEX ix_pipelines_wake_at ON pipelines (wake_at) WHERE wake_at IS NOT NULL');
    await runner.query('DROP TABLE pipeline_wake_ups');
  }
}
