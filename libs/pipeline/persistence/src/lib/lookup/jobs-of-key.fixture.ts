import { escapeLiteral, type Pool, type QueryConfig } from 'pg';

/** Jobs of one match key that have succeeded, each in a pipeline of its own whose sha is its number in hexadecimal digits. */
export async function insertEndedJobs(pool: Pool, projectId: number, matchKey: string, count: number): Promise<void> {
  await pool.query(
    `WITH made AS (
       INSERT INTO pipelines (project_id, iid, ref, sha, source, status, created_by, variables, auto_cancel_on_job_failure, created_at, updated_at, finished_at)
       SELECT $1, 1000 + n, 'main', lpad(to_hex(n), 40, '0'), 'push', 'success', 'root', '[]', 'none', holdpoint_now(), holdpoint_now(), holdpoint_now()
       FROM generate_series(1, $3::int) n RETURNING id),
     stage AS (INSERT INTO stages (pipeline_id, name, position, status) SELECT id, 'test', 1, 'success' FROM made RETURNING id, pipeline_id)
     INSERT INTO external_jobs (project_id, pipeline_id, stage_id, name, status, allow_failure, scheduling_type, timeout_ms, interruptible, options,
       match_key, attempt, retried, created_at, finished_at)
     SELECT $1, pipeline_id, id, 'wait', 'success', false, 'stage', 1000, false, '{"external": {}}', $2, 1, false, holdpoint_now(), holdpoint_now()
     FROM stage`,
    [projectId, matchKey, count],
  );
  await pool.query('ANALYZE pipelines, external_jobs');
}

/** Runs a read on a connection of its own and answers what it found, with the plans of its statements, which are those made once for all values. */
export async function explained<T>(pool: Pool, read: (pool: Pool) => Promise<T>): Promise<{ readonly found: T; readonly plans: readonly string[] }> {
  const client = await pool.connect();
  const plans: string[] = [];
  const query = async (statement: QueryConfig<unknown[]>): Promise<unknown> => {
    const answer = await client.query(statement);
    const values = (statement.values ?? []).map(literal).join(', ');
    const { rows } = await client.query<Record<string, string>>(`EXPLAIN (ANALYZE, BUFFERS) EXECUTE ${statement.name} (${values})`);
    plans.push(rows.map((row) => row['QUERY PLAN'] ?? '').join('\n'));
    return answer;
  };
  try {
    return { found: await read({ query } as unknown as Pool), plans };
  } finally {
    client.release();
  }
}

function literal(value: unknown): string {
  if (value === null || typeof value === 'number') return String(value);
  return escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value));
}

/** Pages that a plan has read, in the cache or not. */
export function pagesOf(plan: string | undefined): number {
  const [, hit = 0, read = 0] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(plan ?? '') ?? [];
  return Number(hit) + Number(read);
}
