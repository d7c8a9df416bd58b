/** A start against what takes connections and says nothing, as a database behind a cut network does. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { migrateDatabase } from './migrate-database';

it('gives a database up that does not answer', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date', 'hrtime'] });
  const connected = once(server, 'connection');
  const given = expect(migrateDatabase(`postgres://x@127.0.0.1:${(server.address() as AddressInfo).port}/none`)).rejects.toThrow('timeout');
  await connected;
  await jest.advanceTimersByTimeAsync(10_000);
  await given;
  jest.useRealTimers();
  server.close();
});
