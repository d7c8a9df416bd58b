import type { TestApi } from '../test-api.fixture';

/** Has every such write (`UPDATE ON external_jobs`), of one pipeline if it is given, meet a deadlock until it is undone. */
export async function plantDeadlock({ pool }: TestApi, write: string, pipelineId?: number): Promise<() => Promise<unknown>> {
  const condition = pipelineId === undefined ? '' : `WHEN (NEW.pipeline_id = ${pipelineId})`;
  await pool.query(`CREATE OR REPLACE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '40P01'; END $$`);
  await pool.query(`CREATE TRIGGER planted BEFORE ${write} FOR EACH ROW ${condition} EXECUTE FUNCTION deadlock()`);
  return () => pool.query('DROP FUNCTION deadlock CASCADE');
}
