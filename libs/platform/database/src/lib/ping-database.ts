import type { Pool } from 'pg';

/** Resolves when the database answers and takes writes; rejects when it does not: a standby only reads. */
export async function pingDatabase(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ readOnly: boolean }>(`SELECT current_setting('transaction_read_only')::boolean AS "readOnly"`);
  if (rows[0]?.readOnly !== false) throw new Error('The database takes no writes');
}
