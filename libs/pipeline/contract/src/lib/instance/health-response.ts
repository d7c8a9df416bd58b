/** Whether the process lives, or can do its work. */
export interface HealthResponse {
  readonly status: 'ok' | 'failed';
  /** One entry for each thing that was looked at. */
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}
