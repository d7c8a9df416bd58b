import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on. */
export function describeMachine(): Readonly<Record<string, string>> {
  const [cpu] = cpus();
  return {
    processor: `${availableParallelism()} cores, ${cpu?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    // Work of others takes from us more than from pgbench, which has 16 processes to be scheduled where we have one.
    'load before': loadavg().map((load) => load.toFixed(1)).join(' '),
  };
}
