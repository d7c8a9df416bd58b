import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PROCESSABLES_WITH_STATUSES } from './1764200002000-commit-statuses';

/**
 * Whether a report has ended an external job: of one that is canceled nothing else tells whether that was reported, so that
 * another outcome contradicts it, or asked for here, so that any outcome is late. Of jobs of before, the ledger knows.
 */
export class EndedByReport1765000002000 implements MigrationInterface {
  readonly name = 'EndedByReport1765000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE external_jobs ADD ended_by_report boolean NOT NULL DEFAULT false');
    await runner.query(`UPDATE external_jobs SET ended_by_report = true WHERE status = 'canceled' AND EXISTS (
      SELECT FROM callback_matches WHERE external_job_id = external_jobs.id AND verdict = 'accepted')`);
    await runner.query(PROCESSABLES_WITH_ENDINGS);
  }

  /** A view cannot lose a column: it is made anew. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW processables');
    await runner.query('ALTER TABLE external_jobs DROP COLUMN ended_by_report');
    await runner.query(PROCESSABLES_WITH_STATUSES);
  }
}

const OWN_COLUMN = { builds: 'NULL::boolean AS ended_by_report', external_jobs: 'job.ended_by_report', generic_commit_statuses: 'NULL::boolean' };

/** The view as this migration makes it: with a column more at its end. */
export const PROCESSABLES_WITH_ENDINGS = Object.entries(OWN_COLUMN).reduce(
  (view, [table, column]) => view.replace(new RegExp(`(?<=\\S)(?=\\s+FROM ${table} job\\b)`), `, ${column}`),
  PROCESSABLES_WITH_STATUSES,
);
