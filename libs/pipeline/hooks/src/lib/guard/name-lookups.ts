import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import pLimit, { type LimitFunction } from 'p-limit';

/**
 * How many names may be looked up at once where Node has so many threads: it gives look-ups half of them, rounded up, and
 * one of these is left to the names of others, of the database before all.
 */
export const lookupsAtOnce = (threads: number): number => Math.max(1, Math.ceil(threads / 2) - 1);

/**
 * Looks up names that strangers have chosen, a few at once: the threads for it are shared by the whole process, and a
 * look-up that was given up keeps its thread until the resolver gives up. With eight names whose servers were silent, the
 * next look-up of any name waited for 40 s (measured).
 */
export class NameLookups {
  private readonly inTurn: LimitFunction;

  /** @param atOnce how many may be under way at once. */
  constructor(atOnce: number) {
    this.inTurn = pLimit(atOnce);
  }

  /** Finds the addresses of a host; rejects when it has none, and without a look-up when it was given up before its turn. */
  find(host: string, signal: AbortSignal): Promise<readonly LookupAddress[]> {
    return this.inTurn(() => {
      signal.throwIfAborted();
      return lookup(host, { all: true });
    });
  }
}
