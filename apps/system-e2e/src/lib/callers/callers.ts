import { isReady } from '@holdpoint/evaluation-process';
import { Api, eventually } from '../api';
import { isAcknowledged, type Attempt, type Journal, type Report } from './journal';
import { sendReport } from './send-report';

/** How {@link Callers} go about it. */
export interface CallersOptions {
  /** Calls at a time. */
  readonly count?: number;
  /** Where the process is asked whether it is ready; the address of the calls if left out. */
  readonly readinessUrl?: string;
}

/**
 * Systems that report until they are answered with a verdict: whoever gets no answer or a 503 asks again as soon as
 * the process is ready. Any other answer is a bug, and rejects `done`.
 */
export class Callers {
  private readonly attempts: Attempt[] = [];
  private readonly waiting: Report[];
  private readonly watchers = new Set<() => void>();
  private acknowledgedCount = 0;
  private readiness: Promise<unknown> | undefined;
  private readonly api: Api;
  /** Resolves when every report is acknowledged. */
  readonly done: Promise<void>;

  constructor(
    private readonly url: string,
    reports: readonly Report[],
    private readonly options: CallersOptions = {},
  ) {
    this.api = new Api(url);
    this.waiting = [...reports].reverse();
    const callers = Array.from({ length: options.count ?? 16 }, () => this.work());
    this.done = Promise.all(callers).then(() => undefined);
    // A test may be busy with a fault when a caller meets a bug; it hears of it as soon as it waits for the callers.
    this.done.catch(() => undefined);
  }

  get journal(): Journal {
    return this.attempts;
  }

  /** Resolves when so many reports are acknowledged. */
  async untilAcknowledged(count: number): Promise<void> {
    await this.until(() => this.acknowledgedCount >= count);
  }

  /** Resolves when some attempt was answered, or not, in a way. */
  async until(look: () => boolean): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      const watch = (): void => {
        if (!look()) return;
        this.watchers.delete(watch);
        resolve();
      };
      this.watchers.add(watch);
      watch();
    });
    const missed = this.done.then(() => {
      if (!look()) throw new Error('the callers are done and it has not happened');
    });
    await Promise.race([seen, missed]);
  }

  private async work(): Promise<void> {
    for (let report = this.waiting.pop(); report; report = this.waiting.pop()) await this.settle(report);
  }

  private async settle(report: Report): Promise<void> {
    for (;;) {
      const attempt = await sendReport(this.api, report);
      this.note(attempt);
      if (isAcknowledged(attempt)) return;
      if (attempt.answer !== null && attempt.answer.status !== 503) throw new Error(JSON.stringify(attempt));
      await this.untilReady();
    }
  }

  private note(attempt: Attempt): void {
    this.attempts.push(attempt);
    if (isAcknowledged(attempt)) this.acknowledgedCount += 1;
    for (const watch of [...this.watchers]) watch();
  }

  /** One asks for all: sixteen that poll a process that starts would slow its start down. */
  private async untilReady(): Promise<void> {
    const { readinessUrl = this.url } = this.options;
    this.readiness ??= eventually(async () => ((await isReady(readinessUrl)) ? true : undefined)).finally(
      () => (this.readiness = undefined),
    );
    await this.readiness;
  }
}
