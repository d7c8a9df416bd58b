/** Random numbers that are the same for the same seed (mulberry32). */
export class SeededRandom {
  constructor(private state: number) {}

  /** At least 0 and less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    const mixedAgain = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixedAgain ^ (mixedAgain >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A number from `low` up to but not `high`. */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Some whole numbers from `low` up to but not `high`, smallest first. */
  moments(count: number, low: number, high: number): readonly number[] {
    return Array.from({ length: count }, () => Math.floor(this.between(low, high))).sort((a, b) => a - b);
  }

  shuffle<T>(items: readonly T[]): readonly T[] {
    const keyed = items.map((item) => ({ item, key: this.next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
}
