import { Client } from 'pg';

/** A stranger's transaction that holds the row of a pipeline. */
export interface HeldPipeline {
  release(): Promise<void>;
}

/** Locks the row of a pipeline, as an operator may who has forgotten to commit. */
export async function holdPipeline(databaseUrl: string, pipelineId: number): Promise<HeldPipeline> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'stranger' });
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM pipelines WHERE id = $1 FOR UPDATE', [pipelineId]);
  return {
    release: async () => {
      await client.query('ROLLBACK');
      await client.end();
    },
  };
}
