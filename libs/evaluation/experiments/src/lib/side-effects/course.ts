import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExperimentContext } from '@holdpoint/evaluation-experiment';

/** What an experiment without chance or database needs of its context. */
export type Course = Pick<ExperimentContext, 'signal' | 'progress'>;

/** How many cases are done at a stretch; in between the process hears signals. */
const STRETCH = 1_000;

/** Looks at every case, tells how far it has come, and stops when it is told to; rejects with the signal's reason then. */
export async function lookAtEach<T>(cases: readonly T[], { signal, progress }: Course, look: (one: T) => void): Promise<void> {
  for (let done = 0; done < cases.length; done += STRETCH) {
    const stretch = cases.slice(done, done + STRETCH);
    stretch.forEach(look);
    progress(done + stretch.length, cases.length);
    await nextTurn();
    signal.throwIfAborted();
  }
}
