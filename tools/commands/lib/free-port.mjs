import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux lends to outgoing connections: a client may be lent the port before the process listens on it. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** A TCP port that is free now on the loopback interface. */
export async function freePort() {
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
