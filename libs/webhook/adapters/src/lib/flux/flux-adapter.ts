import { ok } from '@holdpoint/kernel';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';
import type { EventAdapter } from '../event-adapter';
import { readJsonBody } from '../reading/json-body';
import { fluxDescription } from './flux-description';
import { readFluxEvent, type FluxEvent } from './flux-event';
import { fluxMeaning } from './flux-meaning';
import { fluxRevision } from './flux-revision';

/** Reads the events that Flux's `generic` and `generic-hmac` providers send. Source: notification-controller 1.9. */
export const fluxAdapter: EventAdapter = ({ body }) => {
  const json = readJsonBody(body);
  if (!json.ok) return json;
  const event = readFluxEvent(json.value);
  return event.ok ? ok([toExternalEvent(event.value)]) : event;
};

const toExternalEvent = (event: FluxEvent): ExternalEvent => ({
  subject: { type: 'object', object: event.object },
  outcome: fluxMeaning(event),
  progress: { percent: null, description: fluxDescription(event), targetUrl: null },
  revision: fluxRevision(event),
  occurredAt: event.timestamp,
});
