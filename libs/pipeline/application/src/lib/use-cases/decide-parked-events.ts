import { resolveRevision } from '@holdpoint/pipeline-domain';
import type { EventLookup, ParkedEvent } from '../ports/event-lookup';
import { StoreError } from '../ports/store-error';
import type { ReportEvent } from './report-event';

/** Parked events that are read at once. */
const PARKED_SLICE_MAX = 100;

/** An event that could not be decided. */
export interface UndecidedEvent {
  readonly callbackId: string;
  /** A bug's error, or the code of a refusal. */
  readonly problem: unknown;
}

/**
 * Decides events again that are parked under a digest, by what is known of it now. Those that it says no more about are
 * left as they are: a sender that repeats itself every minute may have parked a thousand.
 */
export class DecideParkedEvents {
  constructor(
    private readonly lookup: EventLookup,
    private readonly events: ReportEvent,
  ) {}

  /** Oldest first; answers which could not be decided, which keeps none of the others. Rejects when the store is away or the signal is aborted. */
  async execute(projectId: number, digest: string, signal?: AbortSignal): Promise<readonly UndecidedEvent[]> {
    const known = await this.lookup.findDigest(projectId, digest);
    const undecided: UndecidedEvent[] = [];
    for (let afterId: number | null = null; ; ) {
      signal?.throwIfAborted();
      const slice: readonly ParkedEvent[] = await this.lookup.findParkedEvents({ projectId, digest, afterId, limit: PARKED_SLICE_MAX });
      for (const parked of slice.filter(({ revision }) => resolveRevision(revision, known).type !== 'unknown_digest')) {
        undecided.push(...(await this.decide(parked)));
      }
      if (slice.length < PARKED_SLICE_MAX) return undecided;
      afterId = slice.at(-1)?.parkedId ?? null;
    }
  }

  private async decide({ parkedId, callbackId }: ParkedEvent): Promise<readonly UndecidedEvent[]> {
    try {
      const decided = await this.events.decideAgain(parkedId, callbackId);
      return decided.ok ? [] : [{ callbackId, problem: decided.error }];
    } catch (problem) {
      if (problem instanceof StoreError && problem.kind === 'unavailable') throw problem;
      return [{ callbackId, problem }];
    }
  }
}
