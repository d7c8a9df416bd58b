import type { ClockResponse, FiredEventResponse } from '@holdpoint/pipeline-contract';
import { boolean, integer, objectOf, text, timestamp } from '../schema';

/** Schemas of what only a simulation answers. */
export const SIMULATION_SCHEMAS = {
  Clock: objectOf<ClockResponse>({ now: timestamp, stands: boolean }),
  FiredEvent: objectOf<FiredEventResponse>({ event: text, job_ids: { type: 'array', items: integer } }),
};
