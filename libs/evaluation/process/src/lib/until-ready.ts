import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcess, isRunning } from './end-process';
import { isReady } from './is-ready';

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 25;

/** An API of one's own. */
export interface StartedProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has printed. */
  readonly log: () => string;
}

/** Resolves when a process is ready; when it ends before, or takes a minute, it is killed, and this rejects with what it has printed. */
export async function untilReady({ url, child, log }: StartedProcess): Promise<void> {
  const giveUp = AbortSignal.timeout(READY_WITHIN_MS);
  while (!(await isReady(url))) {
    if (giveUp.aborted || !isRunning(child)) {
      // Nobody else knows of it: it would live on without its database, and its channel keep the caller alive.
      await endProcess(child, 'SIGKILL');
      throw new Error(`the process does not answer:\n${log()}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
