/** What `/proc/<pid>/stat` says of a process; times in clock ticks. */
export interface ProcStat {
  readonly name: string;
  readonly parent: number;
  /** User and system time of the process and all its threads. */
  readonly own: number;
  /** The same of its children that have ended and were waited for. */
  readonly reaped: number;
}

/** Reads `/proc/<pid>/stat`. The name stands in brackets and may itself hold brackets and spaces. */
export function parseProcStat(text: string): ProcStat {
  const [open, close] = [text.indexOf('('), text.lastIndexOf(')')];
  const fields = text.slice(close + 2).split(' ');
  // Fields are counted from 3 (state) in proc(5).
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    name: text.slice(open + 1, close),
    parent: field(4),
    own: field(14) + field(15),
    reaped: field(16) + field(17),
  };
}

/** The proportional set size in `/proc/<pid>/smaps_rollup`, in MiB; NaN when it is not there. */
export function parsePssMib(text: string): number {
  const [, kib] = /^Pss:\s+(\d+) kB$/m.exec(text) ?? [];
  return Number(kib ?? Number.NaN) / 1024;
}
