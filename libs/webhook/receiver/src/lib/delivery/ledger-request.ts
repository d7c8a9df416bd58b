import { redactSecrets } from '@holdpoint/pipeline-application';
import { readJsonBody, type Delivery } from '@holdpoint/webhook-adapters';
import { cutJson } from './cut-json';

/** Headers that say who has sent an event; all others are left out. */
const KEPT_HEADERS = ['gotk-component', 'user-agent'] as const;

/** What the ledger keeps of the events of a delivery, one for each: cut to size and without secrets. */
export function ledgerRequestsOf({ body, headers }: Delivery, events: number): readonly Readonly<Record<string, unknown>>[] {
  const kept = Object.fromEntries(KEPT_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
  return eventsIn(body, events).map((event) => redactSecrets(cutJson({ event, headers: kept })) as Record<string, unknown>);
}

/** A batch is a list of its events; whatever else was sent stands for each, and nothing for what cannot be read. */
function eventsIn(body: Buffer, events: number): readonly unknown[] {
  const read = readJsonBody(body);
  const value = read.ok ? read.value : null;
  return Array.isArray(value) && value.length === events ? value : Array.from({ length: events }, () => value);
}
