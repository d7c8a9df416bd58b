import { Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { STOP_GRACE_MS } from './server-limits';

/** How long, after nobody new is let in, connections are served with the word that they end before any is closed: a busy client loses no request. */
const LAST_ANSWERS_MS = 200;

/** How often connections are closed on which nothing is in flight any more. */
const IDLE_EVERY_MS = 50;

/**
 * Lets the server close although clients keep connections open: Node closes those that are idle at that moment, but
 * waits for the others until their clients let go, more than a minute later (measured). So at first everybody is
 * served and told to go: readiness fails by then, and a client that comes back at once must still be let in. Then
 * nobody new is let in, and who does not read an answer is cut off after a while.
 */
export function closeInTime(server: FastifyInstance, drainMs: number): void {
  let closing = false;
  const unused = unusedConnections(server);
  server.addHook('preClose', (done) => {
    closing = true;
    void drain(server, drainMs, unused).then(() => done());
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}

async function drain(server: FastifyInstance, drainMs: number, unused: ReadonlySet<Socket>): Promise<void> {
  if (!server.server.listening) return;
  await sleep(drainMs);
  stopAccepting(server);
  await sleep(LAST_ANSWERS_MS);
  closeConnections(server, unused);
}

/** An HTTP server's own `close` would close idle connections too, on which a request may be under way. */
function stopAccepting({ server }: FastifyInstance): void {
  Server.prototype.close.call(server);
}

/**
 * Connections on which nothing was ever asked: Node does not count them as idle. Browsers make them in advance, and
 * clients when a stream was cut off; stopping took four seconds because of one (measured).
 */
function unusedConnections({ server }: FastifyInstance): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}

function closeConnections({ server }: FastifyInstance, unused: ReadonlySet<Socket>): void {
  const closeIdle = (): void => {
    server.closeIdleConnections();
    for (const socket of unused) socket.destroy();
  };
  const idle = setInterval(closeIdle, IDLE_EVERY_MS).unref();
  const late = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS).unref();
  server.once('close', () => {
    clearInterval(idle);
    clearTimeout(late);
  });
}
