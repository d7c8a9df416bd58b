/** The numbers that clients and proxies are promised; the other specs use smaller ones. */
import { EVENT_STREAM_OPTIONS } from './event-stream-options';

it('says every 15 s that it is alive, and drops who leaves more than a megabyte unread', () => {
  expect(EVENT_STREAM_OPTIONS).toMatchObject({ heartbeatMs: 15_000, unreadMaxBytes: 1_048_576, unreadMaxMs: 15_000 });
});
