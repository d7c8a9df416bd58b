import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Jobs are found by project and match key: by the key alone every job of another project that uses the same one was read
 * too. Plans are made once for all keys, so the number of different keys is given: a sample in which most jobs have one
 * key would have the whole table read for every other.
 */
export class ProjectsOfExternalJobs1764700001000 implements MigrationInterface {
  readonly name = 'ProjectsOfExternalJobs1764700001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE external_jobs ADD project_id bigint');
    await runner.query(`UPDATE external_jobs job SET project_id = pipeline.project_id FROM pipelines pipeline
      WHERE pipeline.id = job.pipeline_id`);
    await runner.query('ALTER TABLE external_jobs ALTER project_id SET NOT NULL, ALTER match_key SET (n_distinct = -0.1)');
    await runner.query('DROP INDEX ix_external_jobs_match_key');
    await runner.query(`CREATE INDEX ix_external_jobs_match_key ON external_jobs (project_id, match_key, id)
      WHERE match_key IS NOT NULL AND NOT retried`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_external_jobs_match_key');
    await runner.query('ALTER TABLE external_jobs DROP COLUMN project_id, ALTER match_key RESET (n_distinct)');
    await runner.query(`CREATE INDEX ix_external_jobs_match_key ON external_jobs (match_key, id)
      WHERE match_key IS NOT NULL AND NOT retried`);
  }
}
