import { readdirSync, readFileSync } from 'node:fs';
import { parseProcStat, parsePssMib, type ProcStat } from './parse-proc';

/** Linux reports times in hundredths of a second to programs, whatever the kernel counts in. */
const TICKS_PER_SECOND = 100;

/** CPU seconds that a process has used so far, all its threads included. */
export const cpuSecondsOf = (pid: number): number => (statOf(pid)?.own ?? Number.NaN) / TICKS_PER_SECOND;

/** CPU milliseconds that this process's main thread has used so far; exact to a few of them. */
export const mainThreadCpuMs = (): number =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000_000;

/** CPU seconds of a whole PostgreSQL cluster so far: the postmaster, its children, and the children that have ended. */
export function clusterCpuSeconds(postmaster: number): number {
  const root = statOf(postmaster);
  if (!root) return Number.NaN;
  const children = allStats().filter(({ parent }) => parent === postmaster);
  return (root.own + root.reaped + children.reduce((sum, { own }) => sum + own, 0)) / TICKS_PER_SECOND;
}

/** The postmaster above a backend; null when the server is on another machine. */
export function postmasterOf(backend: number): number | null {
  const stat = statOf(backend);
  return stat?.name === 'postgres' ? stat.parent : null;
}

/** Memory of a process in MiB, shared pages counted by their share. */
export const pssMib = (pid: number): number => parsePssMib(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));

function allStats(): ProcStat[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => statOf(Number(pid)) ?? []);
}

/** A process may end while it is looked at. */
function statOf(pid: number): ProcStat | null {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}
