import type { Err } from '@holdpoint/kernel';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** What a status that is no success means. */
export function refusalOfStatus(status: number): Err<RegistryRefusal> {
  if (status === 401 || status === 403) return refuse('unauthorized');
  if (status === 404) return refuse('not_found');
  return refuse(status === 429 || status >= 500 ? 'unreachable' : 'malformed', `HTTP ${status}`);
}
