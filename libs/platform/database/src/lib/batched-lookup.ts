import DataLoader from 'dataloader';

/**
 * Turns look-ups that are asked for while another is under way into one: with 16 callers at once a statement for each
 * cost more than all the work on pipelines. Nothing is kept: the next search asks again, so that a revoked token is
 * refused at once.
 */
export class BatchedLookup<K, V> {
  private readonly loader: DataLoader<K, V | undefined>;
  private underWay: Promise<unknown> | undefined;

  /** `search` answers what it found by key; it is asked for at most 500 keys, and not again before it has answered. */
  constructor(private readonly search: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) {
    this.loader = new DataLoader((keys: readonly K[]) => this.searchAll(keys), {
      cache: false,
      maxBatchSize: 500,
      batchScheduleFn: (start) => this.schedule(start),
    });
  }

  /** What is found under a key; undefined when there is nothing. Rejects when the search as a whole failed. */
  find(key: K): Promise<V | undefined> {
    return this.loader.load(key);
  }

  /** What one poll of the sockets brings together arrives in callbacks of one turn, before its immediates. */
  private schedule(start: () => void): void {
    if (this.underWay) void this.underWay.then(start, start);
    else setImmediate(start);
  }

  private async searchAll(keys: readonly K[]): Promise<readonly (V | undefined)[]> {
    const search = (): Promise<ReadonlyMap<K, V>> => this.search([...new Set(keys)]);
    // Of more keys than one search takes, all of one turn, the others come here before the first search has answered.
    const searched = this.underWay ? this.underWay.then(search, search) : search();
    this.underWay = searched;
    try {
      const found = await searched;
      return keys.map((key) => found.get(key));
    } finally {
      if (this.underWay === searched) this.underWay = undefined;
    }
  }
}
