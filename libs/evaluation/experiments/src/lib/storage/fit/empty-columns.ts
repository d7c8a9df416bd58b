import type { Pool } from 'pg';
import { EXTERNAL_TABLES, type StorageVariant } from '../storage-variant';

/** The columns of the table of external jobs, and those of them in which no external job ever had a value. */
export interface EmptyColumns {
  readonly columns: number;
  readonly empty: readonly string[];
}

/** Looks at every external job that is stored. */
export async function emptyColumnsOf(pool: Pool, variant: StorageVariant): Promise<EmptyColumns> {
  const table = EXTERNAL_TABLES[variant];
  const { rows } = await pool.query<{ name: string }>(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname',
    [table],
  );
  const names = rows.map(({ name }) => name);
  const counts = names.map((name) => `count("${name}") AS "${name}"`).join(', ');
  const which = variant === 'build_with_type' ? "WHERE type = 'external'" : '';
  const counted = await pool.query<Record<string, number>>(`SELECT ${counts} FROM ${table} ${which}`);
  return { columns: names.length, empty: names.filter((name) => counted.rows[0]?.[name] === 0) };
}
