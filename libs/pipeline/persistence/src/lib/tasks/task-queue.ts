import { clientLimits, pinnedUrl } from '@holdpoint/database';
import { assert, toSafeText } from '@holdpoint/kernel';
import { Logger, type Task } from 'graphile-worker';
import { Pool } from 'pg';
import { releaseTasks, TASK_SESSIONS } from './release-tasks';
import { TaskWorkers, type TaskWorkersOptions } from './task-workers';
import { WorkerPresence } from './worker-presence';

/** What a {@link TaskQueue} may be told. */
export interface TaskQueueSettings {
  /** The database; the queue has a pool of its own, as graphile-worker listens and reads types in its own way. */
  readonly url: string;
  /** Tasks that run at once; 10 when left out. */
  readonly concurrency?: number;
  /** How often each worker looks at the queue, in milliseconds; 2,000 when left out. A task that is due later may be late by that much. */
  readonly pollIntervalMs?: number;
  /** How long a statement of the queue itself may take, in milliseconds; 30,000 when left out. */
  readonly statementTimeoutMs?: number;
  /** Told of what the queue warns of and of tasks that failed; those are tried again in any case. */
  readonly onProblem: (message: string) => void;
}

/** One try of a task. */
export interface TaskTry {
  /** The number of the task, which all its tries share. */
  readonly id: string;
  /** What the task was given; whoever takes it checks it. */
  readonly payload: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly attemptsMax: number;
  /** Aborted when the queue stops and has waited long enough: who waits for others rejects then, and the try does not count. */
  readonly signal: AbortSignal;
}

/** Does one task; a rejection is tried again by the queue, later each time. It may run more than once. */
export type TaskHandler = (task: TaskTry) => Promise<void>;

const CONCURRENCY = 10;

/** New tasks are told of at once, only those of a later time wait for this: 10 workers that asked every 500 ms took 4 % of a busy API. */
const POLL_INTERVAL_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/** How long tasks are waited for before those that wait for others are told to end: others stop only when the queue has. */
const ABORT_AFTER_MS = 1_000;
const PROBLEMS: readonly string[] = ['error', 'warning'];

/** Connections beside those of the tasks: one that listens for each group of workers, one that releases, one that shows who lives. */
const MORE_CONNECTIONS = 4;

interface RunningQueue {
  readonly pool: Pool;
  readonly groups: readonly TaskWorkers[];
  readonly presence: WorkerPresence;
}

/** The part of the workers that does what waits for others: hooks that nobody answers held all of them for 90 s. */
const OUTSIDE_SHARE = 0.4;

/**
 * Runs what transactions have left to be done, by graphile-worker; its schema is made by `migrateDatabase`. Without the
 * library's cron: that ended the whole process when the database was away at the turn of a minute (seen).
 */
export class TaskQueue {
  private running: RunningQueue | undefined;
  /** The workers that were not there at the last look. */
  private missed: readonly string[] = [];

  constructor(private readonly settings: TaskQueueSettings) {}

  /** Whether the workers could not ask for a task when they last tried. */
  get isFailing(): boolean {
    return this.running?.groups.some((workers) => workers.isFailing) ?? false;
  }

  /** Runs tasks of these names from now on; those in `outside` wait for others, and have workers of their own. */
  async start(handlers: ReadonlyMap<string, TaskHandler>, outside: ReadonlySet<string> = new Set()): Promise<void> {
    if (handlers.size === 0) return;
    const pool = this.createPool();
    let groups: readonly TaskWorkers[] = [];
    // Also while it stops: what its workers still do is theirs.
    const presence = new WorkerPresence(pool, () => groups.flatMap(({ workerIds }) => workerIds));
    this.running = { pool, groups, presence };
    // Before any worker has a session. Where that fails, what was held is taken over in two looks.
    await releaseTasks(pool, 'orphaned').catch((error: unknown) => this.settings.onProblem(`tasks were not taken over: ${messageOf(error)}`));
    if (this.running?.pool !== pool) return;
    groups = this.groupsOf(pool, handlers, outside);
    this.running = { pool, groups, presence };
    await this.lookAfter();
  }

  private groupsOf(pool: Pool, handlers: ReadonlyMap<string, TaskHandler>, outside: ReadonlySet<string>): readonly TaskWorkers[] {
    const { concurrency = CONCURRENCY } = this.settings;
    const [waiting, own] = [[...handlers].filter(([name]) => outside.has(name)), [...handlers].filter(([name]) => !outside.has(name))];
    const forWaiting = own.length === 0 ? concurrency : Math.ceil(concurrency * OUTSIDE_SHARE);
    return [...this.group(pool, waiting, forWaiting), ...this.group(pool, own, waiting.length === 0 ? concurrency : concurrency - forWaiting)];
  }

  private group(pool: Pool, handlers: readonly (readonly [string, TaskHandler])[], concurrency: number): readonly TaskWorkers[] {
    if (handlers.length === 0) return [];
    const tasks = Object.fromEntries(handlers.map(([name, handle]) => [name, taskOf(handle)]));
    // They are shown at once; where that fails, it is tried again by itself.
    const showThem = (): void => void this.running?.presence.show().catch(() => undefined);
    return [new TaskWorkers(tasks, this.options(pool, Math.max(1, concurrency)), showThem)];
  }

  /**
   * Shows its workers, and gives tasks that were held for minutes to others; to be called every minute, rejects while the
   * database is away. Workers whose very first question failed keep that answer for ever (seen in 0.16): the database is there, so they go.
   */
  async lookAfter(): Promise<void> {
    const { running } = this;
    const failing = running?.groups.filter((workers) => workers.isFailing) ?? [];
    if (running) await Promise.all([running.presence.show(), releaseTasks(running.pool, 'stale')]);
    await Promise.all(failing.map((workers) => workers.restart()));
  }

  /**
   * Takes over what workers have left that are not there for the second time in a row: a process whose session was lost for
   * a moment shows its workers again meanwhile. To be called every few seconds, rejects while the database is away.
   */
  async takeOver(): Promise<void> {
    const { running, missed } = this;
    this.missed = [];
    if (!running) return;
    await running.presence.show();
    const absent = await running.presence.absent();
    const workers = absent.filter((worker) => missed.includes(worker));
    this.missed = absent;
    if (workers.length > 0) await releaseTasks(running.pool, { workers });
  }

  /** Stops taking tasks; resolves when those that run have ended. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await Promise.all(running?.groups.map((workers) => workers.stop()) ?? []);
    await running?.presence.end();
    await running?.pool.end();
  }

  /**
   * A connection that is lost is opened anew: a pool without listeners would end the process instead. The queue waits for
   * notifications, but for no answer longer than a statement may take; where one does not come, a client that pipelines
   * closes its connection, which would be used again otherwise.
   */
  private createPool(): Pool {
    const { url, concurrency = CONCURRENCY, statementTimeoutMs = STATEMENT_TIMEOUT_MS, onProblem } = this.settings;
    const pool = new Pool({
      ...clientLimits(statementTimeoutMs),
      connectionString: pinnedUrl(url),
      max: concurrency + MORE_CONNECTIONS,
      application_name: TASK_SESSIONS,
      statement_timeout: statementTimeoutMs,
      pipeline: true,
    });
    const tell = ({ message }: Error): void => onProblem(`a connection of the task queue was lost: ${message}`);
    pool.on('error', tell);
    pool.on('connect', (client) => void client.on('error', tell));
    return pool;
  }

  private options(pgPool: Pool, concurrency: number): TaskWorkersOptions {
    const { pollIntervalMs = POLL_INTERVAL_MS, onProblem } = this.settings;
    return {
      pgPool,
      concurrency,
      pollInterval: pollIntervalMs,
      gracefulShutdownAbortTimeout: ABORT_AFTER_MS,
      // The process that embeds this decides when it ends.
      noHandleSignals: true,
      logger: new Logger(() => (level, message) => {
        if (PROBLEMS.includes(level)) onProblem(message);
      }),
    };
  }
}

const taskOf =
  (handle: TaskHandler): Task =>
  async (payload, { job, abortSignal: signal }) => {
    assert(signal, 'graphile-worker can tell every task to end');
    try {
      await handle({ id: job.id, payload, attempt: job.attempts, attemptsMax: job.max_attempts, signal });
    } catch (error) {
      // The message is kept: one that PostgreSQL cannot keep would end its worker.
      throw new Error(toSafeText(messageOf(error)), { cause: error });
    }
  };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
