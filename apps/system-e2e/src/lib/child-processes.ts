import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** The ids of a process's children: from /proc where there is one, because slim images have no `ps`. */
export function childProcesses(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (existsSync(file)) return numbers(readFileSync(file, 'utf8').split(' '));
  const rows = execFileSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' }).split('\n').map((row) => row.trim().split(/\s+/));
  return numbers(rows.filter(([parent]) => Number(parent) === pid).map(([, child]) => child ?? ''));
}

const numbers = (texts: readonly string[]): readonly number[] => texts.map(Number).filter((pid) => pid > 0);
