import { escapeIdentifier, type Pool, type PoolClient } from 'pg';
import { readCopiedTables, type CopiedTable } from './copied-tables';

/**
 * What a copy must not share with its template although no foreign key says so, in copy number `copies.n`. All that
 * ties seeds to names of columns is here; everything else is read from the catalog.
 */
const OWN_VALUES: Readonly<Record<string, string>> = {
  'pipelines.iid': '(SELECT last_pipeline_iid FROM projects WHERE id = source.project_id) + copies.n',
};

/**
 * Copies a pipeline that the API has made, with every row that hangs on it, set-based: all of them consist of what
 * the API has written for one, whatever columns and tables there come to be. Answers the ids of the copies.
 */
export async function copyPipelines(pool: Pool, templateId: number, count: number): Promise<readonly number[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const ids = await copyAll(client, templateId, count);
    await client.query('COMMIT');
    return ids;
  } finally {
    // A connection that is not given back takes an open transaction with it.
    client.release(true);
  }
}

async function copyAll(client: PoolClient, templateId: number, count: number): Promise<readonly number[]> {
  // Copies refer to what has just been copied; to look that up again row by row would take most of the time.
  await client.query('SET LOCAL session_replication_role = replica');
  await client.query('CREATE TEMP TABLE copies ON COMMIT DROP AS SELECT generate_series(1, $1::int) AS n', [count]);
  const tables = await readCopiedTables(client);
  for (const table of tables) await client.query(findTemplateRows(table, templateId));
  const sequences = new Set(tables.flatMap(({ idDefault }) => idDefault ?? []));
  for (const sequence of sequences) await numberCopies(client, sequence, tables);
  for (const table of tables) await client.query(insertCopies(table, tables));
  await client.query(
    `UPDATE projects SET last_pipeline_iid = (SELECT max(iid) FROM pipelines WHERE project_id = projects.id)
     WHERE id = (SELECT project_id FROM pipelines WHERE id = $1)`,
    [templateId],
  );
  const { rows } = await client.query<{ id: number }>(`SELECT new_id::float8 AS id FROM ${numbersOf(idDefaultOf('pipelines', tables))} ORDER BY new_id`);
  return rows.map(({ id }) => id);
}

function findTemplateRows({ name, owners }: CopiedTable, templateId: number): string {
  const owned = owners.map(({ column, target }) => `${escapeIdentifier(column)} IN (SELECT id FROM ${rowsOf(target)})`);
  const mine = owned.length === 0 ? `id = ${templateId}` : owned.join(' OR ');
  return `CREATE TEMP TABLE ${rowsOf(name)} ON COMMIT DROP AS SELECT * FROM ${escapeIdentifier(name)} WHERE ${mine}`;
}

/** Draws numbers for copies, copy by copy; tables that share a sequence are numbered together, as jobs of all kinds are. */
async function numberCopies(client: PoolClient, sequence: string, tables: readonly CopiedTable[]): Promise<void> {
  const sharing = tables.filter(({ idDefault }) => idDefault === sequence).map(({ name }) => `SELECT id FROM ${rowsOf(name)}`);
  const numbers = numbersOf(sequence);
  await client.query(`CREATE TEMP TABLE ${numbers} ON COMMIT DROP AS SELECT n, old_id, ${sequence} AS new_id
    FROM (SELECT n, id AS old_id FROM copies CROSS JOIN (${sharing.join(' UNION ALL ')}) sharing ORDER BY n, id) ordered`);
  await client.query(`ANALYZE ${numbers}`);
}

function insertCopies(table: CopiedTable, tables: readonly CopiedTable[]): string {
  const columns = table.columns.map((column) => escapeIdentifier(column)).join(', ');
  const values = table.columns.map((column) => valueOf(table, column)).join(', ');
  const joins = mappings(table).map(({ column, target }) => joinNumbers(column, idDefaultOf(target, tables)));
  return `INSERT INTO ${escapeIdentifier(table.name)} (${columns}) SELECT ${values}
    FROM copies CROSS JOIN ${rowsOf(table.name)} source ${joins.join(' ')} ORDER BY copies.n`;
}

type Mapping = Pick<CopiedTable['references'][number], 'column' | 'target'>;

function mappings({ name, idDefault, references }: CopiedTable): readonly Mapping[] {
  return [...(idDefault === null ? [] : [{ column: 'id', target: name }]), ...references];
}

function joinNumbers(column: string, sequence: string): string {
  const alias = aliasOf(column);
  return `LEFT JOIN ${numbersOf(sequence)} ${alias} ON ${alias}.old_id = source.${escapeIdentifier(column)} AND ${alias}.n = copies.n`;
}

function valueOf(table: CopiedTable, column: string): string {
  if (mappings(table).some((mapping) => mapping.column === column)) return `${aliasOf(column)}.new_id`;
  return OWN_VALUES[`${table.name}.${column}`] ?? `source.${escapeIdentifier(column)}`;
}

function idDefaultOf(name: string, tables: readonly CopiedTable[]): string {
  const sequence = tables.find((table) => table.name === name)?.idDefault ?? null;
  if (sequence === null) throw new Error(`rows of ${name} are referred to and have no numbers`);
  return sequence;
}

const aliasOf = (column: string): string => escapeIdentifier(`new_${column}`);
const rowsOf = (table: string): string => escapeIdentifier(`template_${table}`);
const numbersOf = (sequence: string): string => escapeIdentifier(`numbers ${sequence}`);
