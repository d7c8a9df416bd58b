import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The address that was given for the author of a commit; null in older ones, which had none kept. */
export class EmailsOfAuthors1764970001000 implements MigrationInterface {
  readonly name = 'EmailsOfAuthors1764970001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE commits ADD author_email text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE commits DROP COLUMN author_email');
  }
}
