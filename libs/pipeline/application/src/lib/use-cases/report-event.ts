import type { Result } from '@holdpoint/kernel';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import type { CallbackRefusal, ReportedCallback } from './report-callback';

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
  readonly id: number;
  readonly name: string;
  /** Whose words the event is in: `flux`, `json`, `cloudevents`. */
  readonly provider: string;
}

/** Takes an event of another system to every job that it concerns; answers once it is stored with what became of it. */
export abstract class EventReporter {
  /** A refusal says that nothing was stored and that the sender should try again. */
  abstract execute(inbound: InboundEvent): Promise<Result<ReportedCallback, CallbackRefusal>>;
}
