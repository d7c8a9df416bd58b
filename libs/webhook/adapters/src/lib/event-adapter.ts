import type { Result } from '@holdpoint/kernel';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';

/** What arrived over HTTP, after its signature was checked. */
export interface Delivery {
  /** Exactly as sent; whoever received it has bounded its size. */
  readonly body: Buffer;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads what another system sends into events in our words. Pure, and never throws for anything that a stranger can send.
 * One malformed event makes the whole delivery malformed: the sender gets one answer for all of it.
 */
export type EventAdapter = (delivery: Delivery) => Result<readonly ExternalEvent[], MalformedDelivery>;

/** Why a delivery cannot be read. */
export interface MalformedDelivery {
  /** One sentence: what is wrong, where, and what is expected. It names fields and never repeats what was sent in them. */
  readonly problem: string;
}
