import type { ExternalEvent } from '@holdpoint/pipeline-domain';

/** An event of another system as a receiver has read it: authentic, and well-formed for its provider. */
export interface InboundEvent {
  readonly projectId: number;
  readonly receiver: EventReceiver;
  readonly event: ExternalEvent;
  /** What the sender sent, for the ledger; without secrets. */
  readonly request: Readonly<Record<string, unknown>>;
  /** The callback that an operator has replayed by this one; null for an event from outside. */
  readonly replayOf: string | null;
  /** True answers what would happen and changes nothing. */
  readonly dryRun: boolean;
}

/** Where an event came in. */
export interface EventReceiver {
  readonly name: string;
  /** Whose words the event is in: `flux`, `json`, `cloudevents`. */
  readonly provider: string;
}
