import type { ClientBase } from 'pg';

/**
 * Lets the process outlive the connection of a client, whoever has borrowed it. Between a pool, which takes its listener
 * off, and a borrower, who adds one a microtask later, a server that shuts down could say so to nobody, and an `error` that
 * nobody hears ends the process: a restart with `-m fast` under load did, in seconds. Who uses the client is still told.
 */
export function outliveConnection(client: ClientBase): void {
  client.on('error', () => undefined);
}
