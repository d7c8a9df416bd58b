import type { EventParking, LedgerMatch } from '@holdpoint/pipeline-domain';
import type { CallbackRecord } from './pipeline-store';

/** Keeps events, with what became of them where no pipeline had to be locked for it. */
export abstract class EventLedger {
  /**
   * Stores an event with its matches, and parks it where the settlement says so, all or nothing. Under a lock of the
   * keys it looks once more for what was missing: `found` says that it is there by now, and that nothing was stored.
   */
  abstract settle(settlement: EventSettlement): Promise<'settled' | 'found'>;

  /** Forgets that an event was parked. */
  abstract unpark(parkedId: number): Promise<void>;

  /** A stored event that waits to be decided again; undefined when it is gone. */
  abstract find(callbackId: string): Promise<CallbackRecord | undefined>;
}

/** What becomes of an event without a pipeline's lock. */
export interface EventSettlement {
  readonly callback: CallbackRecord;
  /** Those of jobs name them; the one that says why it is parked names none. */
  readonly matches: readonly LedgerMatch[];
  /** Null when it is not to be parked. */
  readonly parking: EventParking | null;
  /** Parked before under a digest, and no longer; null for a new event. */
  readonly unparked: number | null;
}
