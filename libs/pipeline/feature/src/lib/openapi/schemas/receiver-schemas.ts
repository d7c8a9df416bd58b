import type { DeliveredEventResponse, DeliveryResponse, NewReceiverResponse, ReceiverResponse, RegistryResponse } from '@holdpoint/pipeline-contract';
import { RECEIVER_TYPES } from '@holdpoint/pipeline-persistence';
import { boolean, integer, listOf, nullable, objectOf, ref, text, timestamp, words } from '../schema';

const RECEIVER = {
  id: integer,
  project_id: integer,
  name: text,
  type: words(...RECEIVER_TYPES),
  provider: text,
  header_name: nullable(text),
  enabled: boolean,
  address: nullable(text),
  previous_secret_expires_at: nullable(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
} as const;

/** Schemas of receivers, and of what is answered to those who send to them. */
export const RECEIVER_SCHEMAS = {
  Receiver: objectOf<ReceiverResponse>(RECEIVER),
  NewReceiver: objectOf<NewReceiverResponse>({ ...RECEIVER, address: text, secret: text }),
  Registry: objectOf<RegistryResponse>({ id: integer, project_id: integer, repository: text, username: nullable(text), created_at: timestamp }),
  Delivery: objectOf<DeliveryResponse>({
    callbacks: listOf(
      objectOf<DeliveredEventResponse>({
        verdict: ref('Verdict'),
        reason: text,
        callback_id: nullable(text),
        matches: listOf(ref('CallbackMatch')),
      }),
    ),
  }),
};
