import { CloudEvent, ValidationError } from 'cloudevents';
import { ok, type Instant, type Result } from '@holdpoint/kernel';
import type { MalformedDelivery } from '../event-adapter';
import { malformed } from '../reading/malformed';
import { parseTimestamp } from '../reading/parse-timestamp';
import type { CloudEventContent } from './cloudevent-content';

const VERSION = '1.0';

/**
 * Validates the attributes of an event by the library's schema of CloudEvents 1.0 and answers its `time`, null without
 * one. The library's reader of HTTP messages is not used: to an event without an id it gives one, and for a time that is
 * missing or wrong it takes this machine's clock, so that every redelivery would be another event.
 */
export function validateAttributes(attributes: CloudEventContent['attributes']): Result<Instant | null, MalformedDelivery> {
  if (attributes['specversion'] !== VERSION) return malformed(`specversion must be ${VERSION}`);
  if (attributes['id'] === undefined || attributes['id'] === '') return malformed('id is missing: it must be a text');
  if (!Object.values(attributes).every(isAttributeValue)) return malformed('The attributes of an event must be texts, whole numbers, or true or false');
  const problem = problemOf(attributes);
  if (problem !== null) return malformed(problem);
  const { time } = attributes;
  if (time === undefined) return ok(null);
  const instant = parseTimestamp(String(time));
  return instant === null ? malformed('time must be a time of RFC 3339, such as 2026-01-31T12:00:00Z') : ok(instant);
}

/** The library lets objects pass, and says of a fraction that its name was wrong. Source: CloudEvents 1.0.2, "Type System", in JSON. */
const isAttributeValue = (value: unknown): boolean => typeof value === 'string' || typeof value === 'boolean' || Number.isInteger(value);

/** The library's own messages repeat what was sent, so only the name of an attribute is taken from them. */
function problemOf(attributes: CloudEventContent['attributes']): string | null {
  try {
    // Being made is being validated.
    new CloudEvent<unknown>(attributes);
    return null;
  } catch (error) {
    const name = error instanceof ValidationError ? nameOf(error) : '';
    return name === '' ? 'The attributes must be named by lower-case letters and digits, as CloudEvents are' : `${name} is missing or not as CloudEvents ${VERSION} defines it`;
  }
}

/** The attribute that a problem is about; empty where the library does not say. */
function nameOf({ errors }: ValidationError): string {
  const [first] = errors ?? [];
  if (typeof first !== 'object') return '';
  const missing: unknown = first.params['missingProperty'];
  return typeof missing === 'string' ? missing : first.instancePath.slice(1);
}
