import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two names that differ only in case would be taken for one another. Source: GitLab's uniqueness of usernames and paths. */
export class NamesInAnyCase1764300004000 implements MigrationInterface {
  readonly name = 'NamesInAnyCase1764300004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE UNIQUE INDEX uq_users_username_in_any_case ON users (lower(username))');
    await runner.query('CREATE UNIQUE INDEX uq_projects_path_in_any_case ON projects (lower(path))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX uq_projects_path_in_any_case');
    await runner.query('DROP INDEX uq_users_username_in_any_case');
  }
}
