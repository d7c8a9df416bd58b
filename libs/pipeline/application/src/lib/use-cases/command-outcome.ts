import { err, ok, type Result } from '@holdpoint/kernel';
import type { CorridorAnswer, CorridorRefusal } from '../corridor/corridor-member';

/**
 * What became of a command that another pipeline asked for: done, also when there was nothing to do any more or the
 * pipeline is gone; else why it must be asked for again.
 */
export function commandOutcome(answer: CorridorAnswer): Result<void, CorridorRefusal> {
  return answer.ok || answer.error === 'pipeline_not_found' ? ok(undefined) : err(answer.error);
}

/** The first of several outcomes that must be asked for again; done when there is none. */
export const allOutcomes = (outcomes: readonly Result<void, CorridorRefusal>[]): Result<void, CorridorRefusal> =>
  outcomes.find(({ ok: done }) => !done) ?? ok(undefined);
