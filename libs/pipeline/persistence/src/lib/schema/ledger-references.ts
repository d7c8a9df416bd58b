/** A column that holds the `id` of a row of another table. */
export interface LedgerReference {
  readonly table: string;
  readonly column: string;
  readonly of: string;
}

const refers = (table: string, column: string, of: string): LedgerReference => ({ table, column, of });

/**
 * What the ledger refers to without foreign keys: who writes it has just read it under the lock of its pipeline. A match
 * outlives the pipeline that it names, and its jobs.
 */
export const LEDGER_REFERENCES: readonly LedgerReference[] = [
  refers('job_history', 'pipeline_id', 'pipelines'),
  refers('job_history', 'build_id', 'builds'),
  refers('job_history', 'external_job_id', 'external_jobs'),
  refers('job_history', 'generic_commit_status_id', 'generic_commit_statuses'),
  refers('callbacks', 'project_id', 'projects'),
  refers('callback_matches', 'callback_id', 'callbacks'),
  refers('callback_matches', 'pipeline_id', 'pipelines'),
  refers('callback_matches', 'build_id', 'builds'),
  refers('callback_matches', 'external_job_id', 'external_jobs'),
];
