import { createStorePool } from '@holdpoint/pipeline-persistence';
import type { Pool } from 'pg';

/** A store's pool that counts the statements sent through it; BEGIN and COMMIT are statements too. */
export class CountedPool {
  readonly pool: Pool;
  private sent = 0;

  constructor(url: string) {
    this.pool = createStorePool(url);
    this.pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...statement: unknown[]) => unknown;
      const counted = (...statement: unknown[]): unknown => {
        this.sent += 1;
        return query(...statement);
      };
      Object.assign(client, { query: counted });
    });
  }

  /** How many statements were sent while this was done. */
  async during(work: () => Promise<unknown>): Promise<number> {
    const before = this.sent;
    await work();
    return this.sent - before;
  }
}
