import type { FastifyInstance } from 'fastify';
import { STOP_GRACE_MS } from './server-limits';

/** How often connections are closed on which nothing is in flight any more. */
const IDLE_EVERY_MS = 50;

/**
 * Lets the server close although clients keep connections open: Node closes those that are idle at that moment, but
 * waits for the others until their clients let go, more than a minute later (measured). What is in flight is
 * answered, with the word that the connection ends; who does not read the answer is cut off after a while.
 */
export function closeInTime(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    const idle = setInterval(() => server.server.closeIdleConnections(), IDLE_EVERY_MS).unref();
    const late = setTimeout(() => server.server.closeAllConnections(), STOP_GRACE_MS).unref();
    server.server.once('close', () => {
      clearInterval(idle);
      clearTimeout(late);
    });
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
