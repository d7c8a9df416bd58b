import type { Delivery } from '@holdpoint/webhook-adapters';
import type { FastifyRequest } from 'fastify';

/** Flux's notification-controller takes events of up to 3 MiB and sends them on, a little longer. */
export const DELIVERY_MAX_BYTES = 4 * 1024 * 1024;

/** Where deliveries come in; behind it the token of a receiver that asks for one. */
export const EVENTS_PATH = 'api/v4/projects/:id/receivers/:receiver_id/events';

/** A request that delivers events, by whomever. */
export interface DeliveryRequest extends FastifyRequest {
  /** Set once the address is known to name a receiver. */
  receiverId?: number;
}

/** The bytes that came, and the headers; one that came twice is joined by commas, or its first value, as Node has it. */
export function deliveryOf({ body, headers }: DeliveryRequest): Delivery {
  const single = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return { body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), headers: Object.fromEntries(single) };
}

/** The number of the receiver in the address; 0, which none has, for whatever is not written as a number is. */
export function receiverIdOf({ params }: DeliveryRequest): number {
  const { receiver_id: text = '' } = params as { readonly receiver_id?: string };
  const id = /^[1-9]\d*$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(id) ? id : 0;
}

/** The token in the address; null where none is asked for. */
export const tokenOf = ({ params }: DeliveryRequest): string | null => (params as { readonly token?: string }).token ?? null;
