import { assert } from '@holdpoint/kernel';
import { Census, type OracleFoldJob } from './census';

export type { OracleFoldJob } from './census';

/** `stage`: many jobs seen from outside (a stage, a pipeline, all earlier stages). `needs`: the jobs that one job needs. */
export type OracleFoldMode = 'stage' | 'needs';

/** How many statuses read as one; `status` is null when there was no job to read. */
export interface OracleFold {
  readonly status: string | null;
  readonly warnings: boolean;
}

/**
 * Says what one status many jobs have together.
 *
 * Every possible answer states for itself when it is the right one, with no order among them; the fold then insists that
 * exactly one answer claims the case. An ordered list could hide a wrong rule behind an earlier one, this cannot.
 */
export function oracleFold(jobs: readonly OracleFoldJob[], mode: OracleFoldMode): OracleFold {
  const census = new Census(jobs);
  if (census.isEmpty()) return { status: null, warnings: false };
  const claims = claimants(census, mode);
  assert(claims.length === 1, `one answer must claim the fold, not [${claims.join(', ')}]`);
  return { status: claims[0] ?? null, warnings: census.some('forgiven') };
}

function claimants(census: Census, mode: OracleFoldMode): readonly string[] {
  if (readsAsSkipped(census, mode)) return ['skipped'];
  if (census.opinions().isEmpty()) return ['success'];
  return [calmClaims(census), waitingClaims(census), endedClaims(census)].flatMap(claimed);
}

const claimed = (claims: Record<string, boolean>): readonly string[] => Object.keys(claims).filter((status) => claims[status]);

/** In needs mode one job that never ran is enough, whatever the others do; otherwise all of them must have been passed over. */
function readsAsSkipped(census: Census, mode: OracleFoldMode): boolean {
  return census.allAmong('skipped', 'optional') || (mode === 'needs' && census.some('skipped', 'optional'));
}

/** Nothing has begun: no job is in motion or done, at most some are queued. One success means that work has begun. */
function nothingHasBegun(census: Census): boolean {
  return census.opinions().allAmong('created', 'pending') && !census.some('success');
}

/** Created, pending, running: told apart by whether work has begun, is queued, or has not even been looked at. */
function calmClaims(census: Census): Record<string, boolean> {
  const untouched = nothingHasBegun(census) && !census.some('pending', 'skipped');
  const heldUp = census.some('waiting_for_resource', 'waiting_for_callback', 'manual', 'scheduled', 'preparing');
  const unstartedRemains = census.some('created') && !heldUp;
  return {
    created: untouched,
    pending: nothingHasBegun(census) && !untouched,
    running: census.some('running') || (!nothingHasBegun(census) && (census.some('pending') || unstartedRemains)),
  };
}

/** What holds the jobs up: each reason counts unless something more pressing is present. */
function waitingClaims(census: Census): Record<string, boolean> {
  const holds = (reason: string, ...overruledBy: readonly string[]) => census.some(reason) && !census.some(...overruledBy);
  const motion = ['running', 'pending'];
  const machine = [...motion, 'waiting_for_resource'];
  const anyMachine = [...machine, 'waiting_for_callback'];
  return {
    waiting_for_resource: holds('waiting_for_resource', ...motion),
    waiting_for_callback: holds('waiting_for_callback', ...machine),
    manual: holds('manual', ...anyMachine),
    scheduled: holds('scheduled', ...anyMachine, 'manual'),
    preparing: holds('preparing', ...anyMachine, 'manual', 'scheduled'),
    canceling: holds('canceling', ...anyMachine, 'manual', 'scheduled', 'preparing', 'created'),
  };
}

/** Nothing is left to happen. Canceled only if nothing worse was seen; a word that nobody knows counts as the worst. */
function endedClaims(census: Census): Record<string, boolean> {
  const unfinished = [
    'created', 'pending', 'running', 'waiting_for_resource', 'waiting_for_callback',
    'manual', 'scheduled', 'preparing', 'canceling',
  ];
  const canceled = census.opinions().allAmong('canceled');
  return { canceled, failed: !canceled && !census.some(...unfinished) };
}
