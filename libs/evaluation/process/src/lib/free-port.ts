import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that Linux lends to outgoing connections: a client may be lent the port of a process that is restarted. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** A port of the loopback address that nobody listens on, and that is still free when a process comes back to it. */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST, HIGHEST);
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}
