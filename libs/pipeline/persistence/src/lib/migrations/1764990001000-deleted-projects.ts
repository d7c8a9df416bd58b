import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody has asked for a project to be deleted: nobody is shown it from then on, while its pipelines end. */
export class DeletedProjects1764990001000 implements MigrationInterface {
  readonly name = 'DeletedProjects1764990001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects ADD marked_for_deletion_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects DROP COLUMN marked_for_deletion_at');
  }
}
