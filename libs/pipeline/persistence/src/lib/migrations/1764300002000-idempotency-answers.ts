import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An `Idempotency-Key` keeps what its call was answered: the ledger goes on being written, and a call that concerns several
 * pipelines has some of its matches before it has all.
 */
export class IdempotencyAnswers1764300002000 implements MigrationInterface {
  readonly name = 'IdempotencyAnswers1764300002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_keys ADD matches jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE idempotency_keys DROP COLUMN matches');
  }
}
