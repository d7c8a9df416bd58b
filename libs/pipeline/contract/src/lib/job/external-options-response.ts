/** What the configuration says of the wait of an external job. */
export interface ExternalOptionsResponse {
  /** The key by which a report may name the job. */
  readonly match_key: string | null;
  /** The object of another system whose events end the job. */
  readonly object: { readonly kind: string; readonly namespace: string; readonly name: string } | null;
  /** The name of the only receiver whose events count; null for all receivers of the project. */
  readonly receiver: string | null;
  /** The name of the commit status that ends the job. */
  readonly commit_status: string | null;
  /** After how many reported failures the job fails; null for never. */
  readonly fail_on: number | null;
  /** What becomes of the job when a newer revision succeeds first; null for a job that watches no object. */
  readonly on_superseded: 'wait' | 'success' | 'failed' | null;
  /** Seconds without a sign of life after which the job fails. */
  readonly heartbeat_s: number | null;
  /** Seconds that a canceled job waits for the other system to acknowledge. */
  readonly cancel_grace_s: number | null;
}
