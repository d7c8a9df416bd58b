import { Injectable, Logger } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { SECOND_MS } from '@holdpoint/kernel';
import { DatabasePing } from '../core/database-ping';

/** A probe that waits longer is given up by most orchestrators anyway. */
const PING_TIMEOUT_MS = 1.5 * SECOND_MS;

/** So long an answer is good for whoever asks: anybody may, without a token and as often as they like. */
const ANSWER_GOOD_MS = SECOND_MS;

/** Looks whether the database can be worked with: once for all who ask at a time, and once a second at most. */
@Injectable()
export class DatabaseHealth {
  private readonly logger = new Logger(DatabaseHealth.name);
  private problem: string | null = null;
  private answer: Promise<boolean> = Promise.resolve(false);
  private goodUntil = 0;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabasePing,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('database');
    return (await this.latestAnswer()) ? indicator.up() : indicator.down();
  }

  private latestAnswer(): Promise<boolean> {
    if (performance.now() < this.goodUntil) return this.answer;
    this.goodUntil = Infinity;
    this.answer = this.answersInTime().finally(() => (this.goodUntil = performance.now() + ANSWER_GOOD_MS));
    return this.answer;
  }

  private async answersInTime(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PING_TIMEOUT_MS)));
    const ping = this.database.ping().then(
      () => this.note(null),
      (error: unknown) => this.note(error),
    );
    return Promise.race([ping, late]).finally(() => clearTimeout(timer));
  }

  /** Tells the log why readiness fails: once, however often it is asked for. */
  private note(problem: unknown): boolean {
    const message = problem === null ? null : String(problem);
    if (message !== null && message !== this.problem) this.logger.warn({ msg: 'the database cannot be worked with', err: problem });
    this.problem = message;
    return message === null;
  }
}
