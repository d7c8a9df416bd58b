import { createHash } from 'node:crypto';
import { ok, type Result } from '@holdpoint/kernel';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import type { EventAdapter, MalformedDelivery } from '../event-adapter';
import { readReport } from '../json/read-report';
import { readContent, type CloudEventContent } from './cloudevent-content';
import { eventData } from './event-data';
import { validateAttributes } from './validate-attributes';

/**
 * Reads CloudEvents 1.0 over HTTP in binary, structured and batched mode. `data` is the report that the plain JSON adapter
 * reads, and decides alone: `type` is whatever its sender calls it. `time` says when it happened; an event without one
 * may say it in `data`.
 */
export const cloudeventsAdapter: EventAdapter = (delivery) => {
  const contents = readContent(delivery);
  if (!contents.ok) return contents;
  const events: ExternalEvent[] = [];
  for (const content of contents.value) {
    const event = readEvent(content);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return ok(events);
};

function readEvent(content: CloudEventContent): Result<ExternalEvent, MalformedDelivery> {
  const time = validateAttributes(content.attributes);
  if (!time.ok) return time;
  const data = eventData(content);
  if (!data.ok) return data;
  const report = readReport(data.value, 'data');
  return report.ok ? ok({ ...report.value, occurredAt: time.value ?? report.value.occurredAt, id: eventId(content.attributes) }) : report;
}

/**
 * `source` and `id` together are the same for every delivery of one event and for no other. As a digest: both may be long, and
 * hold what a database cannot. Source: CloudEvents 1.0.2, section "id".
 */
const eventId = ({ source, id }: CloudEventContent['attributes']): string =>
  createHash('sha256').update(JSON.stringify([source, id])).digest('hex');
