/** What can be done to a job by name. */
export type OracleJobEvent = 'success' | 'drop' | 'run' | 'cancel' | 'start_cancel' | 'enqueue' | 'play' | 'retry';

/** How external work ended; `running` is a sign of life, `canceled` acknowledges a cancel. */
export type OracleOutcome = 'success' | 'failed' | 'canceled' | 'running';

/** A report about external work. */
export interface OracleCallback {
  readonly job: string;
  readonly outcome: OracleOutcome;
  /** The attempt that the report names, when its key names one (a token does, pipeline and name do not). */
  readonly attempt?: number | null | undefined;
  /** The sender's id of the event, when it has one. */
  readonly eventId?: string | null | undefined;
}

/** One step in the life of a pipeline; everything in a step happens before the pipeline is processed. */
export type OracleEvent =
  | { readonly type: 'job'; readonly event: OracleJobEvent; readonly jobs: readonly string[] }
  | { readonly type: 'pipeline'; readonly event: 'retry' | 'cancel' }
  /** The clock moves by milliseconds. What is due happens; if nobody notices, then with the next step, before anything else. */
  | { readonly type: 'advance'; readonly ms: number; readonly unnoticed?: boolean | undefined }
  | { readonly type: 'callback'; readonly callback: OracleCallback };
