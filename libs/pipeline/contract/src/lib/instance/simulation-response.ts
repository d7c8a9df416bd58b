import type { Timestamp } from './timestamp';

/** The clock that everything goes by. */
export interface ClockResponse {
  readonly now: Timestamp;
  /** True once it was stepped: it stands still between steps. */
  readonly stands: boolean;
}

/** An event that was fired in a simulation. */
export interface FiredEventResponse {
  readonly event: string;
  /** The jobs it was fired on; for a retry the new attempts. */
  readonly job_ids: readonly number[];
}
