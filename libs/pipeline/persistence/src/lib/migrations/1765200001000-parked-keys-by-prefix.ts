import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parked keys are ordered by their bytes, whatever the language of the database: so the index that finds one also finds all
 * that begin alike, which are next to each other in no other order.
 */
export class ParkedKeysByPrefix1765200001000 implements MigrationInterface {
  readonly name = 'ParkedKeysByPrefix1765200001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parked_keys ALTER COLUMN key TYPE text COLLATE "C"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parked_keys ALTER COLUMN key TYPE text COLLATE "default"');
  }
}
