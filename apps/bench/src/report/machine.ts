import { availableParallelism, cpus, totalmem } from 'node:os';

/** What the figures were measured on. */
export function describeMachine(): Readonly<Record<string, string>> {
  const [cpu] = cpus();
  return {
    processor: `${availableParallelism()} cores, ${cpu?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
  };
}
