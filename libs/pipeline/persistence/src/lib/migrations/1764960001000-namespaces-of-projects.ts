import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The namespace of a project is that of a user, and has their number: clients put projects together by it. Kept, as it is read
 * with the project at every request; of a namespace that is nobody's it is null.
 */
export class NamespacesOfProjects1764960001000 implements MigrationInterface {
  readonly name = 'NamespacesOfProjects1764960001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects ADD namespace_id bigint');
    await runner.query(`UPDATE projects SET namespace_id = users.id FROM users
      WHERE lower(users.username) = lower(regexp_replace(projects.path, '(^|/)[^/]*$', ''))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects DROP namespace_id');
  }
}
