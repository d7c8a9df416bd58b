/** A foreign key of one column. */
export interface Reference {
  readonly source: string;
  readonly column: string;
  readonly target: string;
}

/** A table that hangs on the root, with its foreign keys into what hangs there too. */
export interface HangingTable {
  readonly name: string;
  readonly references: readonly Reference[];
  /** References to tables that come before it. Foreign keys may run in circles; these do not. */
  readonly owners: readonly Reference[];
}

/** What hangs on a table directly or through others: the root first, then step by step what is farther away. */
export function hangingTables(root: string, references: readonly Reference[]): readonly HangingTable[] {
  const distances = new Map([[root, 0]]);
  for (let distance = 0; [...distances.values()].includes(distance); distance += 1) {
    const next = references.filter(({ source, target }) => distances.get(target) === distance && !distances.has(source));
    next.forEach(({ source }) => distances.set(source, distance + 1));
  }
  const far = (name: string): number => distances.get(name) ?? Number.POSITIVE_INFINITY;
  return [...distances.keys()].map((name) => {
    const inside = references.filter(({ source, target }) => source === name && distances.has(target));
    return { name, references: inside, owners: inside.filter(({ target }) => far(target) < far(name)) };
  });
}
