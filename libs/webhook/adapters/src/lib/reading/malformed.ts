import { err, type Err } from '@holdpoint/kernel';
import type { MalformedDelivery } from '../event-adapter';

/** Refuses a delivery for one problem. */
export const malformed = (problem: string): Err<MalformedDelivery> => err({ problem });
