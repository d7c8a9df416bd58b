import type { Instant } from '@holdpoint/kernel';

/** What is to happen, in order of time. */
export class Agenda<T extends { readonly at: Instant }> {
  private items: readonly T[];

  constructor(items: readonly T[]) {
    this.items = items.toSorted((a, b) => a.at - b.at);
  }

  /** Null when nothing is left. */
  get nextAt(): Instant | null {
    return this.items[0]?.at ?? null;
  }

  /** Takes out what has come by an instant. */
  take(now: Instant): readonly T[] {
    const due = this.items.filter(({ at }) => at <= now);
    this.items = this.items.slice(due.length);
    return due;
  }
}
