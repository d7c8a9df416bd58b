import type { JobTable } from './job-layout';

/** Those of the columns that a table has, quoted: what it has no column for is lost. */
export function columnsIn({ columns }: JobTable, names: readonly string[]): readonly string[] {
  const has = new Set(columns.map((column) => column.split(' ', 1).join('').replaceAll('"', '')));
  return names.filter((name) => has.has(name)).map((name) => `"${name}"`);
}
