import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a digest stands for was looked up without an index, as the two unique ones are partial; and of a commit with many
 * pipelines all were sorted to find the newest. None has an instant of the last change in it: each update of a pipeline
 * would then write every index anew.
 */
export class IndexesOfLookups1764600001000 implements MigrationInterface {
  readonly name = 'IndexesOfLookups1764600001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ix_artifact_revisions_digest ON artifact_revisions (project_id, digest)');
    await runner.query('CREATE INDEX ix_artifact_revisions_project ON artifact_revisions (project_id, id)');
    await runner.query('DROP INDEX ix_pipelines_sha');
    await runner.query('CREATE INDEX ix_pipelines_sha ON pipelines (project_id, sha, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_pipelines_sha');
    await runner.query('CREATE INDEX ix_pipelines_sha ON pipelines (project_id, sha)');
    await runner.query('DROP INDEX ix_artifact_revisions_project, ix_artifact_revisions_digest');
  }
}
