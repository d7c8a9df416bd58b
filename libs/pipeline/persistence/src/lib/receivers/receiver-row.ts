import type { Instant } from '@holdpoint/kernel';
import type { ReceiverType } from './receiver-type';

/** A receiver without its secrets; instants in epoch milliseconds. */
export interface ReceiverRow {
  readonly id: number;
  readonly projectId: number;
  /** Unique in the project: jobs refer to it. */
  readonly name: string;
  readonly type: ReceiverType;
  /** Whose words the events are in. */
  readonly provider: string;
  /** A header that must come with every event, in lower case; null where none is asked for. */
  readonly headerName: string | null;
  readonly enabled: boolean;
  /** Until when the secret before the last rotation is good too. */
  readonly previousSecretExpiresAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** A header and what must stand in it, in clear; only its digest is stored. */
export interface RequiredHeader {
  readonly name: string;
  readonly value: string;
}

/** A receiver to be made. */
export interface NewReceiver {
  readonly projectId: number;
  readonly name: string;
  readonly type: ReceiverType;
  readonly provider: string;
  /** In clear: the token of the path, or the key of the HMAC, which is its bytes in UTF-8. */
  readonly secret: string;
  readonly header: RequiredHeader | null;
  readonly enabled: boolean;
}

/** What a person may change of a receiver; what is left out stays. */
export interface ReceiverChanges {
  readonly name?: string | undefined;
  readonly provider?: string | undefined;
  /** Null asks for none any more. */
  readonly header?: RequiredHeader | null | undefined;
  readonly enabled?: boolean | undefined;
}

/** What it takes to judge a delivery: what is good now, the latest first. */
export interface DeliveryReceiver extends Pick<ReceiverRow, 'id' | 'projectId' | 'name' | 'provider' | 'enabled'> {
  /** Keys of the HMAC in clear; none where a token is asked for. */
  readonly secrets: readonly string[];
  /** Why none of the keys that there are can be read, and none is given; null where that is not so. */
  readonly unreadable: string | null;
  /** SHA-256 of tokens of the path, in hexadecimal; none where an HMAC is asked for. */
  readonly tokenDigests: readonly string[];
  /** A header that must be there, and the SHA-256 of its value in hexadecimal. */
  readonly header: { readonly name: string; readonly digest: string } | null;
}

/** What a receiver's secrets are encrypted for: they are of no use in another row. */
export const receiverSecretPurpose = (receiverId: number): string => `receivers.secret:${receiverId}`;
