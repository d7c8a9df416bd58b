import { SECOND_MS } from '@holdpoint/kernel';

/** How streams of events are served. */
export abstract class EventStreamOptions {
  /** How often a stream says that it is alive, and whether its token still holds is looked at, in milliseconds. */
  abstract readonly heartbeatMs: number;
  /** After how long a client that lost its stream should come back, in milliseconds. */
  abstract readonly retryMs: number;
  /** How often the log is looked at even if nobody has notified, in milliseconds. */
  abstract readonly rereadMs: number;
  /** A client that has left more than this unread gets nothing more until it has read it. */
  abstract readonly unreadMaxBytes: number;
  /** How long it may take for that, in milliseconds; then it is dropped. */
  abstract readonly unreadMaxMs: number;
  /** Streams that a process serves at once. */
  abstract readonly streamsMax: number;
  /** Those of them that one user may hold: nobody may shut out all others. */
  abstract readonly streamsPerUserMax: number;
}

/**
 * The usual numbers. Proxies end connections that are silent for 30 to 60 seconds. A stopping process is gone within two
 * seconds, so whoever comes back then meets another. A megabyte is a thousand usual events.
 */
export const EVENT_STREAM_OPTIONS: EventStreamOptions = {
  heartbeatMs: 15 * SECOND_MS,
  retryMs: 2 * SECOND_MS,
  rereadMs: 5 * SECOND_MS,
  unreadMaxBytes: 1024 * 1024,
  unreadMaxMs: 15 * SECOND_MS,
  streamsMax: 500,
  streamsPerUserMax: 100,
};
