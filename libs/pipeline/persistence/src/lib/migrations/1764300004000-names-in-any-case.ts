import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two names that differ only in case would be taken for one another. Source: GitLab's uniqueness of usernames and paths. */
export class NamesInAnyCase1764300004000 implements MigrationInterface {
  readonly name = 'NamesInAnyCase1764300004000';

  async up(runner: QueryRunner): Promise<void> {
    await refuseClashes(runner, 'users', 'username');
    await refuseClashes(runner, 'projects', 'path');
    await runner.query('CREATE UNIQUE INDEX uq_users_username_in_any_case ON users (lower(username))');
    await runner.query('CREATE UNIQUE INDEX uq_projects_path_in_any_case ON projects (lower(path))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX uq_projects_path_in_any_case');
    await runner.query('DROP INDEX uq_users_username_in_any_case');
  }
}

/** Nobody but their owners can say which of two is to have another name. */
async function refuseClashes(runner: QueryRunner, table: 'users' | 'projects', column: 'username' | 'path'): Promise<void> {
  const rows = (await runner.query(
    `SELECT string_agg(${column}, ', ' ORDER BY id) AS names FROM ${table} GROUP BY lower(${column}) HAVING count(*) > 1`,
  )) as { readonly names: string }[];
  if (rows.length === 0) return;
  const names = rows.map(({ names }) => names).join('; ');
  throw new Error(`${table} must not differ by case alone: ${names}. Give all but one of each another ${column} (UPDATE ${table} SET ${column} = …), then start again`);
}
