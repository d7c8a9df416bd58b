import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Whether a process that was started has neither ended nor been ended. */
export const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Sends a process a signal, by default as an operator would; resolves with its exit code when it has gone, null when a signal ended it. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (isRunning(child)) {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}
