import { LEDGER_REFERENCES } from '@holdpoint/pipeline-persistence';
import type { ClientBase } from 'pg';
import { hangingTables, type Reference } from './hanging-tables';

/** A table with rows that hang on a pipeline. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** SQL that draws the next number for its `id`; null when its rows are not numbered. */
  readonly idDefault: string | null;
  /** Its columns that refer to rows which are copied too. */
  readonly references: readonly Reference[];
  /** Those of them that say whose the row is. */
  readonly owners: readonly Reference[];
}

const COLUMNS = `
  SELECT class.relname AS name, array_agg(attname::text ORDER BY attnum) AS columns,
    max(pg_get_expr(adbin, adrelid)) FILTER (WHERE attname = 'id' AND pg_get_expr(adbin, adrelid) LIKE 'nextval(%') AS "idDefault"
  FROM pg_class class JOIN pg_attribute ON attrelid = class.oid LEFT JOIN pg_attrdef ON adrelid = class.oid AND adnum = attnum
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  GROUP BY class.relname`;

const REFERENCES = `
  SELECT source.relname AS source, attname AS column, target.relname AS target
  FROM pg_constraint JOIN pg_class source ON source.oid = conrelid JOIN pg_class target ON target.oid = confrelid
    JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
  WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND cardinality(conkey) = 1`;

/** References without a foreign key. */
const LEDGER = LEDGER_REFERENCES.map(({ table, column, of }): Reference => ({ source: table, column, target: of }));

/** The tables whose rows hang on a pipeline, in the order in which their rows can be numbered. */
export async function readCopiedTables(client: ClientBase): Promise<readonly CopiedTable[]> {
  const { rows: tables } = await client.query<Pick<CopiedTable, 'name' | 'columns' | 'idDefault'>>(COLUMNS);
  const { rows: references } = await client.query<Reference>(REFERENCES);
  return hangingTables('pipelines', [...references, ...LEDGER]).flatMap((hanging) => {
    const table = tables.find(({ name }) => name === hanging.name);
    return table ? [{ ...table, ...hanging }] : [];
  });
}
