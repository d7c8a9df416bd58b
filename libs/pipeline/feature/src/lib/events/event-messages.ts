import type { StreamPositionResponse } from '@holdpoint/pipeline-contract';
import type { EventRange, EventRow } from '@holdpoint/pipeline-persistence';
import { createEventBuffer, type EventBuffer } from 'better-sse';
import { toPipelineEvent } from './pipeline-event-response';

/** An event as it goes over the wire. */
export const pipelineMessage = (event: EventRow): EventBuffer =>
  createEventBuffer().push(toPipelineEvent(event), 'pipeline', String(event.id));

/** Says from where on a stream tells everything, so that a client that loses it at once has something to resume from. */
export const readyMessage = ({ last }: EventRange): EventBuffer =>
  positionMessage('ready', last, 'Every event after this id follows.');

/** Says that events are missing, because those that were asked for are kept no longer or never were here. */
export const resetMessage = ({ last }: EventRange): EventBuffer =>
  positionMessage('reset', last, 'Events before this id are missing: read the pipelines again. Every event after it follows.');

/**
 * Keeps the connection from looking idle, and the id that its client would resume from from growing old where little
 * happens. Without data it is no event to anybody, but its id counts. Source: HTML, 9.2.6 "Interpreting an event stream".
 */
export const heartbeatMessage = (cursor: number): EventBuffer => createEventBuffer().comment().id(String(cursor)).dispatch();

function positionMessage(name: 'ready' | 'reset', last: number, message: string): EventBuffer {
  const data: StreamPositionResponse = { last_event_id: String(last), message };
  return createEventBuffer().push(data, name, String(last));
}
