import { Client } from 'pg';
import { layoutStatements, type JobLayout } from './layout/job-layout';

/** Makes the tables of a layout in a migrated database; answers the URL by which they are seen before the product's. */
export async function openLayout(url: string, layout: JobLayout): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of layoutStatements(layout)) await client.query(statement);
  } finally {
    await client.end();
  }
  const seen = new URL(url);
  seen.searchParams.set('options', `-c search_path=${layout.schema},public`);
  return seen.href.replaceAll('+', '%20');
}
