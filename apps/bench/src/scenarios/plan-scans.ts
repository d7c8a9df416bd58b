/** A node of a plan, as `EXPLAIN (FORMAT JSON)` prints it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * How a plan reads its tables: `Index Scan on pipeline_wake_ups by ix_pipeline_wake_ups_wake_at`, `Seq Scan on
 * simulation_clock`, …
 */
export function scansOf(node: PlanNode | undefined): readonly string[] {
  if (!node) return [];
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, Plans: below = [] } = node;
  const own = table === undefined ? [] : [`${type} on ${table}${index === undefined ? '' : ` by ${index}`}`];
  return [...own, ...below.flatMap(scansOf)];
}

/** The scans that read a whole table, whichever it is, but for the clock of a simulation, which has one row. */
export const wholeReads = (scans: readonly string[]): readonly string[] =>
  scans.filter((scan) => scan.startsWith('Seq Scan') && scan !== 'Seq Scan on simulation_clock');
