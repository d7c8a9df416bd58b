/** A server that shuts down as it takes a connection ends neither the process nor the pool. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createPool } from './create-pool';

/** Messages of PostgreSQL's protocol: a type, the length from there on, a body. */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
const SHUTDOWN = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

/** Welcomes whoever connects and shuts down, in one packet. */
async function startClosingServer(): Promise<Server> {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([WELCOME, SHUTDOWN])));
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

it('is told to who has borrowed the connection, however soon it is lost', async () => {
  const server = await startClosingServer();
  const { port } = server.address() as AddressInfo;
  const pool = createPool({ url: `postgres://x@127.0.0.1:${port}/x`, max: 1, applicationName: 'outlive-connection.spec' });
  for (let round = 0; round < 3; round += 1) {
    await expect(pool.connect().then((client) => client.query('SELECT 1').finally(() => client.release()))).rejects.toThrow();
  }
  await pool.end();
  server.close();
});
