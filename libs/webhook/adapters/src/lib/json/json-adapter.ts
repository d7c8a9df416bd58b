import { ok } from '@holdpoint/kernel';
import type { EventAdapter } from '../event-adapter';
import { readJsonBody } from '../reading/json-body';
import { readReport } from './read-report';

/** Reads a plain JSON report, which any system that can template a body can send. */
export const jsonAdapter: EventAdapter = ({ body }) => {
  const json = readJsonBody(body);
  if (!json.ok) return json;
  const event = readReport(json.value, 'The body');
  return event.ok ? ok([event.value]) : event;
};
