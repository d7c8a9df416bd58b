/** What can be done to a job by name. */
export type OracleJobEvent = 'success' | 'drop' | 'run' | 'cancel' | 'enqueue' | 'play' | 'retry';

/** How external work ended. */
export type OracleOutcome = 'success' | 'failed';

/** A report of how external work ended. */
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
  /** The deadline of these external jobs has come. */
  | { readonly type: 'expire'; readonly jobs: readonly string[] }
  /** The delay of these delayed jobs is over. */
  | { readonly type: 'due'; readonly jobs: readonly string[] }
  | { readonly type: 'callback'; readonly callback: OracleCallback };
