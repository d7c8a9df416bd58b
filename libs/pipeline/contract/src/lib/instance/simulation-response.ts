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

/** The registry in the process of a simulation. */
export interface SimulatedRegistryResponse {
  readonly url: string;
  /** With the port: repositories begin with it. */
  readonly host: string;
}
