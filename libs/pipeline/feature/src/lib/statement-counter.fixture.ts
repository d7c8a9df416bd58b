interface CountedClient {
  query(...args: unknown[]): unknown;
}

interface CountedPool {
  on(event: 'acquire', listener: (client: CountedClient) => void): unknown;
}

/** Counts the statements that pools send from now on. */
export class StatementCounter {
  count = 0;
  private readonly counted = new WeakSet<CountedClient>();

  constructor(...pools: readonly CountedPool[]) {
    for (const pool of pools) pool.on('acquire', (client) => this.watch(client));
  }

  private watch(client: CountedClient): void {
    if (this.counted.has(client)) return;
    this.counted.add(client);
    const query = client.query.bind(client);
    client.query = (...args) => {
      this.count += 1;
      return query(...args);
    };
  }
}
