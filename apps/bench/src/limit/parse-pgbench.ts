/** Transactions per second in what pgbench prints; throws when it holds none. */
export function parseTps(output: string): number {
  const [, tps] = /^tps = (\d+(?:\.\d+)?)/m.exec(output) ?? [];
  if (tps === undefined) throw new Error(`pgbench printed no rate:\n${output}`);
  return Number(tps);
}

/** Transactions that pgbench has carried out. */
export function parseTransactions(output: string): number {
  const [, count] = /^number of transactions actually processed: (\d+)/m.exec(output) ?? [];
  if (count === undefined) throw new Error(`pgbench printed no number of transactions:\n${output}`);
  return Number(count);
}
