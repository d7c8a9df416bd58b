import type { ExternalOptions } from '../plan/pipeline-plan';
import type { EventOutcome } from '../commands/pipeline-command';
import type { Judgement } from './callback-match';
import type { EventFacts, RevisionSource } from './event-facts';

/** Why a job has ended by an event, by who said which sha the event was about. */
const ENDED_BY = {
  sender: 'ended_by_revision',
  registered: 'ended_by_registered_digest',
  registry: 'ended_by_registry',
  claimed: 'ended_by_claimed_revision',
} as const satisfies Record<RevisionSource, string>;

/**
 * Judges an event by what it is and by its revision, which say the same whatever has become of the job; undefined when
 * that depends on the job. In this order: a meaning that nobody waits for, then the revision (an older one makes progress
 * stale too), then progress or outcome.
 */
export function judgeEvent(
  external: ExternalOptions,
  outcome: EventOutcome,
  { relation }: EventFacts,
): Judgement | undefined {
  if (outcome === 'ignored') return ['ignored', 'no_outcome'];
  if (relation === 'older') return ['stale', 'older_revision'];
  if (relation === 'conflict') return ['conflict', 'revision_sources_disagree'];
  if (relation === 'other') return ['ignored', 'other_revision'];
  if (relation === 'newer' && !endsSuperseded(external, outcome)) return ['ignored', 'newer_revision'];
  return relation === 'none' && outcome === 'success' ? ['unmatched', 'no_revision'] : undefined;
}

/** Whether the success of a newer revision ends a job whose own was skipped. */
const endsSuperseded = ({ onSuperseded = 'wait' }: ExternalOptions, outcome: EventOutcome): boolean =>
  outcome === 'success' && onSuperseded !== 'wait';

/** What an outcome means for a job: the success of a newer revision means what the job says it means. */
export function outcomeFor({ onSuperseded = 'wait' }: ExternalOptions, outcome: EventOutcome, event: EventFacts | undefined): EventOutcome {
  return event?.relation === 'newer' && onSuperseded !== 'wait' ? onSuperseded : outcome;
}

/** Why a callback or event has ended a job. */
export function endingReason(event: EventFacts | undefined): Judgement[1] {
  if (event?.relation === 'newer') return 'ended_by_newer_revision';
  return event?.source ? ENDED_BY[event.source] : 'ended_the_job';
}

/** Whether a job hears of events that came by a receiver. */
export const hearsOf = ({ receiver }: ExternalOptions, event: Pick<EventFacts, 'receiver'> | undefined): boolean =>
  receiver === undefined || event === undefined || event.receiver === null || receiver === event.receiver;
