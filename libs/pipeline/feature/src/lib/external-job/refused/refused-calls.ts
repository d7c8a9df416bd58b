import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { RefusedCallLog, StoreError, type RefusedCallCount, type RefusedCallSample } from '@holdpoint/pipeline-application';

/** A call that is refused. What it looked like is asked for only if nobody has shown it yet: a stranger's call must cost little. */
export interface RefusedCall extends Omit<RefusedCallCount, 'calls' | 'sample'> {
  readonly sample: () => RefusedCallSample;
}

/** Kinds of refusals that are kept apart until they are written; beyond it they are counted without their project. */
const KINDS_MAX = 1_000;

/** How long a call that nobody waits for may stay uncounted. */
const NOTED_MS = 1_000;

/**
 * Counts refused calls, in groups: those that come while others are being written are written together after them. While
 * the database is away they are kept for the next time.
 */
@Injectable()
export class RefusedCalls implements OnApplicationShutdown {
  private readonly logger = new Logger(RefusedCalls.name);
  private pending = new Map<string, RefusedCallCount>();
  private last: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly log: RefusedCallLog) {}

  /** Counts a call; resolves when it is stored, or cannot be for now. */
  record(call: RefusedCall): Promise<void> {
    this.add(call, 1);
    return this.flush();
  }

  /** Counts a call soon: for a flood of them, which must not cost a transaction each. */
  note(call: RefusedCall): void {
    this.add(call, 1);
    this.timer ??= setTimeout(() => void this.flush(), NOTED_MS).unref();
  }

  /** Stores what was counted until now. */
  flush(): Promise<void> {
    this.next ??= this.last = this.last.then(() => this.write());
    return this.next;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private add({ project, receiver, reason, sample }: RefusedCall, calls: number): void {
    const named = JSON.stringify([project, receiver, reason]);
    const isNew = !this.pending.has(named) && this.pending.size >= KINDS_MAX;
    const key = isNew ? JSON.stringify([null, receiver, reason]) : named;
    const counted = this.pending.get(key) ?? { project: isNew ? null : project, receiver, reason, calls: 0, sample: sample() };
    this.pending.set(key, { ...counted, calls: counted.calls + calls });
  }

  private async write(): Promise<void> {
    this.next = null;
    clearTimeout(this.timer);
    this.timer = undefined;
    const counts = [...this.pending.values()];
    this.pending = new Map();
    if (counts.length === 0) return;
    try {
      await this.log.add(counts);
    } catch (error) {
      this.keep(counts, error);
    }
  }

  /** After a commit that may have come through they would be counted twice; what is refused once would be refused for ever. */
  private keep(counts: readonly RefusedCallCount[], error: unknown): void {
    const kept = error instanceof StoreError && error.kind !== 'commit_unknown';
    if (kept) counts.forEach(({ calls, sample, ...call }) => this.add({ ...call, sample: () => sample }, calls));
    this.logger.warn({ msg: 'refused calls could not be counted', kept, err: error });
  }
}
