/** One of the calls that were refused together: what may be kept of a call that nobody vouches for. */
export interface RefusedCallSample {
  readonly remoteAddress: string;
  /** Names only. */
  readonly headers: readonly string[];
  /** As the caller declared it; null where it did not. */
  readonly bodyBytes: number | null;
  /** Names of parameters in the body; empty when it was not read. */
  readonly bodyKeys: readonly string[];
}

/** Calls that were refused for one reason, to be added to those of the present minute. */
export interface RefusedCallCount {
  /** The project as the address names it, by number or path; null where it names none. */
  readonly project: string | null;
  /** Where they came in. */
  readonly receiver: string;
  /** The code of the error that answers them. */
  readonly reason: string;
  readonly calls: number;
  /** Kept if it is the first of its hour. */
  readonly sample: RefusedCallSample;
}

/** Counts refused calls. They have no row each: a stranger could fill the disk. */
export abstract class RefusedCallLog {
  /** Adds counts; those of a project that does not exist are kept without one. Failures are thrown as `StoreError`. */
  abstract add(counts: readonly RefusedCallCount[]): Promise<void>;
}
