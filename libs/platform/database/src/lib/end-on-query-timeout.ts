import type { ClientBase } from 'pg';
import { isQueryTimeout } from './database-errors';

/** A promise in the end, whatever is passed; who passes a callback gets none. */
type Query = (...values: unknown[]) => Promise<unknown> | undefined;

/**
 * Makes a client end when no answer comes in time, before whoever has borrowed it gives it back: `pg-pool` takes no client
 * that ends. For libraries that give a client back without a word of what happened on it.
 */
export function endOnQueryTimeout(client: ClientBase & { end(): Promise<void> }): void {
  const query = client.query.bind(client) as Query;
  const watched: Query = (...values) => {
    const answer = query(...values);
    answer?.catch((error: unknown) => {
      if (isQueryTimeout(error)) void client.end();
    });
    return answer;
  };
  client.query = watched as typeof client.query;
}
