import { Client } from 'pg';

/** A stranger's transaction that holds a row. */
export interface HeldRow {
  release(): Promise<void>;
}

/** Locks a row, as an operator may who has forgotten to commit. */
export async function holdRow(databaseUrl: string, table: 'pipelines' | 'projects', id: number): Promise<HeldRow> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'stranger' });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
  return {
    release: async () => {
      await client.query('ROLLBACK');
      await client.end();
    },
  };
}
