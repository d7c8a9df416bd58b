import type { TestApi } from '../test-api.fixture';

/** Has every such write (`UPDATE ON external_jobs`), of one pipeline if it is given, fail with a condition of PostgreSQL until it is undone. */
export async function plantFailure({ pool }: TestApi, write: string, condition: 'deadlock_detected' | 'disk_full', pipelineId?: number): Promise<() => Promise<unknown>> {
  const when = pipelineId === undefined ? '' : `WHEN (NEW.pipeline_id = ${pipelineId})`;
  await pool.query(`CREATE OR REPLACE FUNCTION planted_failure() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '${condition}'; END $$`);
  await pool.query(`CREATE TRIGGER planted BEFORE ${write} FOR EACH ROW ${when} EXECUTE FUNCTION planted_failure()`);
  return () => pool.query('DROP FUNCTION planted_failure CASCADE');
}

/** The same with a deadlock. */
export const plantDeadlock = (api: TestApi, write: string, pipelineId?: number): Promise<() => Promise<unknown>> =>
  plantFailure(api, write, 'deadlock_detected', pipelineId);

/** Has the connection of every transaction with such a write lost while it is committed. */
export async function plantLostCommit({ pool }: TestApi, write: string): Promise<void> {
  await pool.query(`CREATE FUNCTION lose_commit() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
  await pool.query(`CREATE CONSTRAINT TRIGGER lost AFTER ${write} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose_commit()`);
}
