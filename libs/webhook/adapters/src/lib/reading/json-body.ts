import { readJson, type Result } from '@holdpoint/kernel';
import { malformed } from './malformed';
import type { MalformedDelivery } from '../event-adapter';

/** Far more than any event has: those of Flux have two levels and some thirty values. */
const BOUNDS = { depth: 32, values: 10_000 };

/** Reads bytes that must be JSON, bounded before they are walked; `what` names them in the problem. */
export function readJsonBody(bytes: Uint8Array, what = 'The body'): Result<unknown, MalformedDelivery> {
  const read = readJson(bytes, BOUNDS);
  return read.ok ? read : malformed(`${what} cannot be read: ${read.error}`);
}
