import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When somebody has asked for a project to be deleted: nobody is shown it from then on, while its pipelines end, and others
 * may have its path. It keeps the path itself, which other systems that work for it know it by.
 */
export class DeletedProjects1764990001000 implements MigrationInterface {
  readonly name = 'DeletedProjects1764990001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects ADD marked_for_deletion_at timestamptz');
    await runner.query('ALTER TABLE projects DROP CONSTRAINT uq_projects_path');
    await runner.query('DROP INDEX uq_projects_path_in_any_case');
    await runner.query('CREATE UNIQUE INDEX uq_projects_path ON projects (lower(path)) WHERE marked_for_deletion_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM projects WHERE marked_for_deletion_at IS NOT NULL');
    await runner.query('DROP INDEX uq_projects_path');
    await runner.query('CREATE UNIQUE INDEX uq_projects_path_in_any_case ON projects (lower(path))');
    await runner.query('ALTER TABLE projects ADD CONSTRAINT uq_projects_path UNIQUE (path)');
    await runner.query('ALTER TABLE projects DROP COLUMN marked_for_deletion_at');
  }
}
