import type { CallbackResponse } from '../callback/callback-response';
import type { Timestamp } from '../instance/timestamp';

/** How a receiver tells who sends: by a token in the address, or by an HMAC over the body. */
export type ReceiverTypeName = 'generic' | 'generic-hmac';

/** Where another system reports to a project in its own words. */
export interface ReceiverResponse {
  readonly id: number;
  readonly project_id: number;
  readonly name: string;
  readonly type: ReceiverTypeName;
  /** Whose words the events are in: `flux`, `json`, `cloudevents`. */
  readonly provider: string;
  /** A header that must come with every event; what must stand in it is not shown. */
  readonly header_name: string | null;
  readonly enabled: boolean;
  /** Where events are sent to; null where the address holds the secret, which is not shown any more. */
  readonly address: string | null;
  /** Until when the secret before the last rotation is good too. */
  readonly previous_secret_expires_at: Timestamp | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

/** A receiver with its secret and the whole address, which are shown this once. */
export interface NewReceiverResponse extends ReceiverResponse {
  /** The key of the HMAC, or the token in the address. */
  readonly secret: string;
  readonly address: string;
}

/** What became of a delivery: one entry for each event in it. */
export interface DeliveryResponse {
  readonly callbacks: readonly DeliveredEventResponse[];
}

/** What became of an event, in the words of a callback. */
export type DeliveredEventResponse = Omit<CallbackResponse, 'message'>;
