import type { Pool } from 'pg';

/** What a run of callbacks must have left in the database. */
export interface ExpectedRows {
  readonly pipelineIds: readonly number[];
  readonly callbacks: number;
}

/** Rows of the measured pipelines that are there because of callbacks; all names of tables are here. */
const TRACES = `
  SELECT
    (SELECT count(*)::int FROM callback_matches WHERE pipeline_id = ANY($1) AND verdict = 'accepted') AS verdicts,
    (SELECT count(*)::int FROM job_history WHERE pipeline_id = ANY($1) AND cause = 'callback' AND to_status = 'success') AS endings,
    (SELECT count(*)::int FROM job_history JOIN builds ON builds.id = build_id
      WHERE job_history.pipeline_id = ANY($1) AND name LIKE 'deploy%' AND to_status = 'pending') AS starts,
    (SELECT count(*)::int FROM builds WHERE pipeline_id = ANY($1) AND name LIKE 'deploy%' AND status = 'pending') AS pending`;

/** Compares what is there with one ending, one verdict and one started job for each callback; answers what differs. */
export async function checkCallbacks(pool: Pool, { pipelineIds, callbacks }: ExpectedRows): Promise<readonly string[]> {
  const { rows: [traces] } = await pool.query<Record<string, number>>(TRACES, [pipelineIds]);
  return Object.entries(traces ?? {})
    .filter(([, count]) => count !== callbacks)
    .map(([what, count]) => `${callbacks} callbacks left ${count} ${what}`);
}
