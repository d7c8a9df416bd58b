import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A registry that was asked and named no revision is asked again after a while. Its row kept the instant of the first
 * answer: from the second on every task asked anew.
 */
export class RegistriesAskedAgain1764500001000 implements MigrationInterface {
  readonly name = 'RegistriesAskedAgain1764500001000';

  /** Null in what was registered, and in answers of before: those count from when they were made. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE artifact_revisions ADD asked_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE artifact_revisions DROP COLUMN asked_at');
  }
}
