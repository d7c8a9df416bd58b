import type { ClientBase, Pool } from 'pg';
import { MIGRATIONS } from '../migrations/migrations';
import { UnusableDatabase } from './unusable-database';

/**
 * Rejects with {@link UnusableDatabase} when a migration was applied that this version does not know: a newer version has changed the database, and what
 * this one reads and writes may not be there any more. A database without any schema passes.
 */
export async function requireKnownSchema(client: ClientBase | Pool): Promise<void> {
  const { rows: [table] } = await client.query<{ isThere: boolean }>(`SELECT to_regclass('migrations') IS NOT NULL AS "isThere"`);
  if (!table?.isThere) return;
  const known = MIGRATIONS.map(({ name }) => name);
  const { rows: [unknown] } = await client.query<{ name: string }>('SELECT name FROM migrations WHERE name <> ALL($1) ORDER BY id LIMIT 1', [known]);
  if (!unknown) return;
  throw new UnusableDatabase(`A newer version has migrated the database (${unknown.name}): run that version, or restore the backup made before`);
}
