import { assert } from '@holdpoint/kernel';
import type { Pool, PoolClient } from 'pg';
import { EXTERNAL_TABLES, type StorageVariant } from '../storage-variant';
import type { Operation } from './operations';

/** What keeps an operation away from an external job: nothing, a column that is not there, or a constraint. */
export type Obstacle = 'nothing' | 'no column' | 'constraint';

const OBSTACLES: Readonly<Record<string, Obstacle>> = { '42703': 'no column', '23514': 'constraint' };

/** Tries an operation on a waiting external job, with and without the constraints that ask for its type; changes nothing. */
export async function tryOperation(pool: Pool, variant: StorageVariant, { set }: Operation): Promise<{ kept: Obstacle; forgotten: Obstacle }> {
  const client = await pool.connect();
  try {
    const kept = await obstacleTo(client, variant, set, []);
    return { kept, forgotten: await obstacleTo(client, variant, set, await typeChecksOf(client, variant)) };
  } finally {
    client.release();
  }
}

/** The constraints of the external jobs' table that tell types apart. */
async function typeChecksOf(client: PoolClient, variant: StorageVariant): Promise<readonly string[]> {
  const { rows } = await client.query<{ conname: string }>(
    `SELECT conname FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c' AND pg_get_constraintdef(oid) ~ '\\mtype\\M' ORDER BY 1`,
    [EXTERNAL_TABLES[variant]],
  );
  return rows.map(({ conname }) => conname);
}

async function obstacleTo(client: PoolClient, variant: StorageVariant, set: string, forgotten: readonly string[]): Promise<Obstacle> {
  const table = EXTERNAL_TABLES[variant];
  await client.query('BEGIN');
  try {
    for (const constraint of forgotten) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`);
    const { rowCount } = await client.query(`UPDATE ${table} SET ${set} WHERE status = 'running_externally'`);
    assert(rowCount !== 0, 'an external job waits');
    return 'nothing';
  } catch (error) {
    const obstacle = OBSTACLES[error instanceof Error && 'code' in error ? String(error.code) : ''];
    if (!obstacle) throw error;
    return obstacle;
  } finally {
    await client.query('ROLLBACK');
  }
}
