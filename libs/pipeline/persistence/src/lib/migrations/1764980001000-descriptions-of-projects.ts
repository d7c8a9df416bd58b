import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a project is for, in the words of its makers: GitLab's clients send it, and were told that there is none. */
export class DescriptionsOfProjects1764980001000 implements MigrationInterface {
  readonly name = 'DescriptionsOfProjects1764980001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects ADD description text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects DROP COLUMN description');
  }
}
