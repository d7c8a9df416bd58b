import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a bridge could not make its child pipeline, in words: a table of its own, since hardly a bridge has any. */
export class BridgeErrors1764400001000 implements MigrationInterface {
  readonly name = 'BridgeErrors1764400001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE bridge_errors (
      job_id bigint NOT NULL,
      messages text[] NOT NULL,
      CONSTRAINT pk_bridge_errors PRIMARY KEY (job_id),
      CONSTRAINT fk_bridge_errors_job FOREIGN KEY (job_id) REFERENCES builds (id) ON DELETE CASCADE
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bridge_errors');
  }
}
