import type { Instant } from '@holdpoint/kernel';

/** What is to be done. */
export type Action = () => Promise<unknown>;

/** What is to be done when; what is due at the same time is done in the order in which it was put down. */
export class Agenda {
  private readonly entries: { readonly at: Instant; readonly action: Action }[] = [];
  /** The time of what is being done. */
  now: Instant = 0;

  /** Puts something down; what is overdue is due now. */
  add(at: Instant, action: Action): void {
    const due = Math.max(at, this.now);
    const before = this.entries.findLastIndex((entry) => entry.at <= due);
    this.entries.splice(before + 1, 0, { at: due, action });
  }

  /** Does everything that is due until an instant, one after another, and lets somebody look after each. */
  async run(until: Instant, look: () => void): Promise<void> {
    for (let next = this.entries[0]; next && next.at <= until; next = this.entries[0]) {
      this.entries.shift();
      this.now = next.at;
      await next.action();
      look();
    }
    this.now = until;
  }
}
