import { err } from '@holdpoint/kernel';
import { StoreError } from '../ports/store-error';
import type { CorridorMember, CorridorRefusal } from './corridor-member';
import type { BatchOutcome } from './run-batch';

/** How often a batch that met a deadlock, a serialisation failure or a lost connection is run again. */
export const BATCH_ATTEMPTS_MAX = 5;

/** Runs a batch and tells its members, as {@link runIsolated} needs it. */
export type BatchRunner = (members: readonly CorridorMember[]) => Promise<BatchOutcome>;

/**
 * Runs a batch so that one bad member cannot hurt the others. A conflict or a lost connection is nobody's fault and
 * is tried again; any other failure is narrowed down by halves until the member that causes it stands alone
 * (measured on a prototype: with 1 % of bad members, halving kept 54 % of the throughput, one by one 19 %).
 * Answers each batch outcome as it is committed.
 */
export async function runIsolated(
  members: readonly CorridorMember[],
  run: BatchRunner,
  committed: (outcome: BatchOutcome) => void,
): Promise<void> {
  let outcome: BatchOutcome;
  try {
    outcome = await runPatiently(members, run);
  } catch (error) {
    return isolate(members, error, run, committed);
  }
  committed(outcome);
}

async function isolate(
  members: readonly CorridorMember[],
  error: unknown,
  run: BatchRunner,
  committed: (outcome: BatchOutcome) => void,
): Promise<void> {
  if (error instanceof StoreError) refuseAll(members, error);
  else if (members.length <= 1) members.forEach((member) => member.fail(error));
  else await runHalves(members, run, committed);
}

async function runPatiently(members: readonly CorridorMember[], run: BatchRunner): Promise<BatchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(members);
    } catch (error) {
      if (!isWorthRetrying(error) || attempt >= BATCH_ATTEMPTS_MAX) throw error;
    }
  }
}

const isWorthRetrying = (error: unknown): boolean =>
  error instanceof StoreError && (error.kind === 'conflict' || error.kind === 'unavailable');

async function runHalves(
  members: readonly CorridorMember[],
  run: BatchRunner,
  committed: (outcome: BatchOutcome) => void,
): Promise<void> {
  const middle = Math.ceil(members.length / 2);
  await runIsolated(members.slice(0, middle), run, committed);
  await runIsolated(members.slice(middle), run, committed);
}

function refuseAll(members: readonly CorridorMember[], error: StoreError): void {
  for (const member of members) member.answer(err(refusalOf(error)));
}

function refusalOf({ kind }: StoreError): CorridorRefusal {
  switch (kind) {
    case 'held':
    case 'conflict':
      return 'busy';
    case 'unavailable':
      return 'unavailable';
    case 'commit_unknown':
      return 'outcome_unknown';
  }
}
