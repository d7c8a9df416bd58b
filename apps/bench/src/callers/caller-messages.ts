/** One callback to be made. */
export interface CallbackOrder {
  readonly pipelineId: number;
  readonly jobName: string;
}

/** What the process of the callers is asked to do. */
export interface CallOrders {
  readonly url: string;
  readonly path: string;
  readonly token: string;
  /** Callbacks under way at once, each on a connection that is kept. */
  readonly callers: number;
  /** Made first and not measured. */
  readonly warmUp: readonly CallbackOrder[];
  readonly measured: readonly CallbackOrder[];
}

/** What came of the measured callbacks. */
export interface CallReport {
  /** From the first one sent to the last one answered. */
  readonly elapsedMs: number;
  /** One for each callback, in milliseconds. */
  readonly latencies: readonly number[];
  /** How often each answer came, as `200 accepted`. */
  readonly answers: Readonly<Record<string, number>>;
}

/** To the callers: their orders, then the word to begin with what is measured. */
export type ToCallers = { readonly type: 'orders'; readonly orders: CallOrders } | { readonly type: 'go' };

/** From the callers: warm, or done. */
export type FromCallers = { readonly type: 'warm' } | { readonly type: 'done'; readonly report: CallReport };
