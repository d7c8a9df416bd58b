import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { STOP_GRACE_MS } from './server-limits';

/** How long, after nobody new is let in, connections are served with the word that they end before any is closed: a busy client loses no request. */
const FAREWELL_MS = 200;

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
  server.addHook('preClose', (done) => {
    closing = true;
    void drain(server, drainMs).then(() => done());
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}

async function drain(server: FastifyInstance, drainMs: number): Promise<void> {
  if (!server.server.listening) return;
  await sleep(drainMs);
  stopAccepting(server);
  await sleep(FAREWELL_MS);
  closeConnections(server);
}

/** An HTTP server's own `close` would close idle connections too, on which a request may be under way. */
function stopAccepting({ server }: FastifyInstance): void {
  Server.prototype.close.call(server);
}

function closeConnections({ server }: FastifyInstance): void {
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_EVERY_MS).unref();
  const late = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS).unref();
  server.once('close', () => {
    clearInterval(idle);
    clearTimeout(late);
  });
}
