import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last deployment to an environment is the one that has ended last, not the one that was made last. */
export class DeploymentsByTheirEnd1765100003000 implements MigrationInterface {
  readonly name = 'DeploymentsByTheirEnd1765100003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_deployments_environment');
    await runner.query('CREATE INDEX ix_deployments_environment ON deployments (environment_id, status, finished_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_deployments_environment');
    await runner.query('CREATE INDEX ix_deployments_environment ON deployments (environment_id, status, id)');
  }
}
