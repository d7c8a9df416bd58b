import type { ClockResponse, FiredEventResponse, SimulatedRegistryResponse } from '@holdpoint/pipeline-contract';
import { boolean, integer, objectOf, text, timestamp } from '../schema';

/** Schemas of what only a simulation answers. */
export const SIMULATION_SCHEMAS = {
  Clock: objectOf<ClockResponse>({ now: timestamp, stands: boolean }),
  SimulatedRegistry: objectOf<SimulatedRegistryResponse>({ url: text, host: text }),
  FiredEvent: objectOf<FiredEventResponse>({ event: text, job_ids: { type: 'array', items: integer } }),
};
