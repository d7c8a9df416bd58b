import { isJsonObject, ok, type Result } from '@holdpoint/kernel';
import type { Delivery, MalformedDelivery } from '../event-adapter';
import { readJsonBody } from '../reading/json-body';
import { malformed } from '../reading/malformed';
import { mediaTypeOf } from './media-type';

/** One CloudEvent as it was sent: its attributes, not validated yet, and where its data is. */
export interface CloudEventContent {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly data: CloudEventData;
}

/** A value within a JSON envelope, or bytes still to be read: a body, or `data_base64`. */
export type CloudEventData =
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'bytes'; readonly bytes: Buffer };

type Contents = Result<readonly CloudEventContent[], MalformedDelivery>;

/** More would be a history, not news. */
const BATCH_MAX = 100;

const PREFIX = 'ce-';

/** Finds the events of a delivery by its content mode. Source: HTTP Protocol Binding for CloudEvents 1.0.2, section 3. */
export function readContent(delivery: Delivery): Contents {
  const mediaType = mediaTypeOf(delivery.headers['content-type']);
  if (mediaType === 'application/cloudevents+json') return structured(delivery.body);
  if (mediaType === 'application/cloudevents-batch+json') return batched(delivery.body);
  if (mediaType.startsWith('application/cloudevents')) return malformed('Content-Type is another event format than JSON: send application/cloudevents+json');
  if (delivery.headers[`${PREFIX}specversion`] !== undefined) return binary(delivery);
  return malformed('The request is no CloudEvent: send ce- headers, or Content-Type application/cloudevents+json');
}

function structured(body: Buffer): Contents {
  const json = readJsonBody(body);
  if (!json.ok) return json;
  return isJsonObject(json.value) ? ok([enveloped(json.value)]) : malformed('The body must be a JSON object');
}

function batched(body: Buffer): Contents {
  const json = readJsonBody(body);
  if (!json.ok) return json;
  const events: readonly unknown[] | null = Array.isArray(json.value) ? json.value : null;
  if (!events?.every(isJsonObject)) return malformed('The body must be a list of JSON objects');
  return events.length > BATCH_MAX ? malformed(`The batch holds more than ${BATCH_MAX} events: send several`) : ok(events.map(enveloped));
}

/** In an envelope what is null is not there. */
function enveloped(envelope: object): CloudEventContent {
  const { data, data_base64: base64, ...rest } = envelope as Readonly<Record<string, unknown>>;
  const attributes = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return typeof base64 === 'string'
    ? { attributes, data: { type: 'bytes', bytes: Buffer.from(base64, 'base64') } }
    : { attributes, data: { type: 'value', value: data } };
}

function binary({ body, headers }: Delivery): Contents {
  const attributes: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(headers)) {
    if (name === 'content-type') attributes['datacontenttype'] = value;
    if (!name.startsWith(PREFIX)) continue;
    const decoded = decodeHeader(value);
    if (decoded === null) return malformed('A ce- header is not percent-encoded UTF-8');
    attributes[name.slice(PREFIX.length)] = decoded;
  }
  return ok([{ attributes, data: { type: 'bytes', bytes: body } }]);
}

/** A value in double quotes, in which a backslash stands before what is meant as it is. Source: RFC 7230, 3.2.6. */
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/;

/**
 * Header values are percent-encoded UTF-8, or in double quotes as in older versions (section 3.1.3.2); the library leaves
 * both as they are.
 */
function decodeHeader(value: string): string | null {
  const quoted = QUOTED.exec(value)?.[1];
  try {
    return decodeURIComponent(quoted === undefined ? value : quoted.replaceAll(/\\(.)/g, '$1'));
  } catch {
    return null;
  }
}
