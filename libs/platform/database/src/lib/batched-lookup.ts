import DataLoader from 'dataloader';

/**
 * Turns look-ups that are asked for in the same turn of the event loop into one: with 16 callers at once a statement for
 * each cost more than all the work on pipelines. Nothing is kept: the next turn asks again, so that a revoked token is
 * refused at once.
 */
export class BatchedLookup<K, V> {
  private readonly loader: DataLoader<K, V | undefined>;

  /** `find` answers what it found by key; at most 500 keys are asked for at once. */
  constructor(find: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>) {
    const batch = async (keys: readonly K[]): Promise<readonly (V | undefined)[]> => {
      const found = await find([...new Set(keys)]);
      return keys.map((key) => found.get(key));
    };
    this.loader = new DataLoader(batch, {
      cache: false,
      maxBatchSize: 500,
      // What one poll of the sockets brings together arrives in callbacks of one turn, before its immediates.
      batchScheduleFn: (start) => void setImmediate(start),
    });
  }

  /** What is found under a key; undefined when there is nothing. Rejects when the search as a whole failed. */
  find(key: K): Promise<V | undefined> {
    return this.loader.load(key);
  }
}
