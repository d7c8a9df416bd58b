import type { Pool } from 'pg';
import type { StorageVariant } from '../storage-variant';

/** Places that tell external jobs from other kinds: of the schema, and among the statements that were sent. */
export interface TypeChecks {
  readonly constraints: number;
  readonly views: number;
  readonly triggers: number;
  readonly statements: number;
}

const TELLS_TYPES = String.raw`'external'|\mexternal_jobs?(_id)?\M|\mgeneric_commit_statuses\M`;

const COUNT = `
  SELECT
    (SELECT count(*) FROM pg_constraint WHERE connamespace = $1::regnamespace AND contype = 'c'
       AND pg_get_constraintdef(oid) ~ $2) AS constraints,
    (SELECT count(*) FROM pg_views WHERE schemaname = $3 AND definition ~ $2) AS views,
    (SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
       WHERE relnamespace = $1::regnamespace AND NOT tgisinternal AND prosrc ~ $2) AS triggers`;

/** Counts the places of a variant; `statements` are those that its store has sent. */
export async function typeChecksOf(pool: Pool, variant: StorageVariant, statements: readonly string[]): Promise<TypeChecks> {
  const schema = variant === 'own_table' ? 'public' : variant;
  const { rows } = await pool.query<Omit<TypeChecks, 'statements'>>(COUNT, [schema, TELLS_TYPES, schema]);
  if (!rows[0]) throw new Error('counts are one row');
  const telling = [...new Set(statements)].filter((text) => /'external'|\bexternal_jobs?(_id)?\b|\bgeneric_commit_statuses\b/.test(text));
  return { ...rows[0], statements: telling.length };
}
