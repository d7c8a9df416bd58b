import {
  EventLedger,
  EventLookup,
  type CallbackRecord,
  type ConsumingJob,
  type EventSettlement,
  type ParkedEvent,
  type ParkedSearch,
  type WatcherSearch,
} from '@holdpoint/pipeline-application';
import { NO_REVISION, type ExternalEvent, type KnownDigest, type Watcher, type Watchers } from '@holdpoint/pipeline-domain';
import type { Safeguard } from '../world/world-options';

/** A lookup that tells other things of those who watch. */
class ChangedLookup extends EventLookup {
  constructor(
    private readonly lookup: EventLookup,
    private readonly change: (watcher: Watcher) => Watcher,
  ) {
    super();
  }

  findDigest(projectId: number, digest: string): Promise<KnownDigest> {
    return this.lookup.findDigest(projectId, digest);
  }

  async findWatchers(search: WatcherSearch): Promise<Watchers> {
    const watchers = await this.lookup.findWatchers(search);
    return { ...watchers, jobs: watchers.jobs.map(this.change) };
  }

  findConsumers(projectId: number, occurrence: string): Promise<readonly ConsumingJob[]> {
    return this.lookup.findConsumers(projectId, occurrence);
  }

  findParkedEvents(search: ParkedSearch): Promise<readonly ParkedEvent[]> {
    return this.lookup.findParkedEvents(search);
  }
}

/** A ledger that stores events, but keeps none for later. */
class UnparkingLedger extends EventLedger {
  constructor(private readonly ledger: EventLedger) {
    super();
  }

  settle(settlement: EventSettlement): Promise<'settled' | 'found'> {
    return this.ledger.settle({ ...settlement, parking: null });
  }

  unpark(parkedId: number): Promise<void> {
    return this.ledger.unpark(parkedId);
  }

  find(callbackId: string): Promise<CallbackRecord | undefined> {
    return this.ledger.find(callbackId);
  }
}

/** Without parking an event that comes too early is gone. */
export const ledgerWithout = (without: Safeguard | null, ledger: EventLedger): EventLedger =>
  without === 'parking' ? new UnparkingLedger(ledger) : ledger;

/** Without deduplication nobody remembers what ended an earlier attempt; without a strict revision any will do. */
export function lookupWithout(without: Safeguard | null, lookup: EventLookup): EventLookup {
  if (without === 'deduplication') return new ChangedLookup(lookup, (watcher) => ({ ...watcher, isConsumed: false }));
  if (without === 'strict_revision') return new ChangedLookup(lookup, (watcher) => ({ ...watcher, relation: 'same' }));
  return lookup;
}

/**
 * Without an order of trust an event means what it claims first, as Flux's own providers read it: commit, then origin,
 * then revision.
 */
export function eventWithout(without: Safeguard | null, event: ExternalEvent): ExternalEvent {
  const { claimed } = event.revision;
  const believed = claimed.find(({ field }) => field === 'commit') ?? claimed[0];
  if (without !== 'trust_order' || !believed) return event;
  return { ...event, revision: { ...NO_REVISION, sha: believed.sha } };
}
