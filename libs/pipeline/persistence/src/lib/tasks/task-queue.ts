import { Logger, runTaskList, type Task, type TaskList, type WorkerEvents, type WorkerPool, type WorkerPoolOptions } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { Pool } from 'pg';
import { releaseTasks } from './release-tasks';

/** What a {@link TaskQueue} may be told. */
export interface TaskQueueSettings {
  /** The database; the queue has a pool of its own, as graphile-worker listens and reads types in its own way. */
  readonly url: string;
  /** Tasks that run at once; 10 when left out. */
  readonly concurrency?: number;
  /** How often each worker looks at the queue, in milliseconds; 2,000 when left out. A task that is due later may be late by that much. */
  readonly pollIntervalMs?: number;
  /** Told of what the queue warns of and of tasks that failed; those are tried again in any case. */
  readonly onProblem: (message: string) => void;
}

/** One try of a task. */
export interface TaskTry {
  /** What the task was given; whoever takes it checks it. */
  readonly payload: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly attemptsMax: number;
}

/** Does one task; a rejection is tried again by the queue, later each time. It may run more than once. */
export type TaskHandler = (task: TaskTry) => Promise<void>;

const CONCURRENCY = 10;

/** New tasks are told of at once, only those of a later time wait for this: 10 workers that asked every 500 ms took 4 % of a busy API. */
const POLL_INTERVAL_MS = 2_000;
const PROBLEMS: readonly string[] = ['error', 'warning'];

/** Connections beside those of the tasks: one that listens, one that releases. */
const LISTENERS = 2;

/** How soon after a worker has ended others take its place, and how often that is tried while the database is away. */
const REVIVE_AFTER_MS = 1_000;

/**
 * Runs what transactions have left to be done, by graphile-worker; its schema is made by `migrateDatabase`. Without the
 * library's cron: that ended the whole process when the database was away at the turn of a minute (seen).
 */
export class TaskQueue {
  private running: { readonly tasks: TaskList; readonly pool: Pool; workers: WorkerPool } | undefined;
  private failing = false;
  private readonly dead = new Set<string>();
  private revival: NodeJS.Timeout | undefined;

  constructor(private readonly settings: TaskQueueSettings) {}

  /** Whether the workers could not ask for a task when they last tried. */
  get isFailing(): boolean {
    return this.failing;
  }

  /** Runs tasks of these names from now on. */
  async start(handlers: ReadonlyMap<string, TaskHandler>): Promise<void> {
    if (handlers.size === 0) return;
    const pool = this.createPool();
    const tasks = Object.fromEntries([...handlers].map(([name, handle]) => [name, taskOf(handle)]));
    this.running = { tasks, pool, workers: this.startWorkers(tasks, pool) };
    await this.lookAfter();
  }

  /** Gives the tasks of processes that were killed to others; to be called every minute, rejects while the database is away. */
  async lookAfter(): Promise<void> {
    const { running, failing } = this;
    if (running) await releaseTasks(running.pool, 'stale');
    if (running && failing) await this.restartWorkers(running);
  }

  /** Stops taking tasks; resolves when those that run have ended. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    clearTimeout(this.revival);
    await running?.workers.gracefulShutdown();
    await running?.pool.end();
  }

  /**
   * A worker that cannot say that its task has ended ends too, and 0.16 puts no other in its place: after an outage of
   * seconds there were none, and bridges, hooks and tasks for deadlines stood still in a process that was well (seen).
   */
  private replace(workerId: string): void {
    this.dead.add(workerId);
    this.revival ??= setTimeout(() => void this.revive(), REVIVE_AFTER_MS);
  }

  private async revive(): Promise<void> {
    this.revival = undefined;
    const [{ running }, dead] = [this, [...this.dead]];
    if (!running) return;
    try {
      await releaseTasks(running.pool, { workers: dead });
      for (const workerId of dead) this.dead.delete(workerId);
      await this.restartWorkers(running);
    } catch {
      // The database is still away; `onProblem` has heard of it.
      if (this.running) this.revival ??= setTimeout(() => void this.revive(), REVIVE_AFTER_MS);
    }
  }

  /**
   * Workers whose very first question failed keep that answer for ever (seen in 0.16): the database is there, so they go.
   * Two may ask for it at once, and only one may put others in their place.
   */
  private async restartWorkers(running: NonNullable<TaskQueue['running']>): Promise<void> {
    const { workers } = running;
    await workers.gracefulShutdown();
    if (this.running === running && running.workers === workers) running.workers = this.startWorkers(running.tasks, running.pool);
  }

  private startWorkers(tasks: TaskList, pool: Pool): WorkerPool {
    const events: WorkerEvents = new EventEmitter();
    events.on('worker:fatalError', ({ worker }) => this.replace(worker.workerId));
    events.on('worker:getJob:error', () => (this.failing = true));
    events.on('worker:getJob:empty', () => (this.failing = false));
    return runTaskList({ ...this.options(pool), events }, tasks, pool);
  }

  /** A connection that is lost is opened anew: a pool without listeners would end the process instead. */
  private createPool(): Pool {
    const { url, concurrency = CONCURRENCY, onProblem } = this.settings;
    const pool = new Pool({ connectionString: url, max: concurrency + LISTENERS });
    const tell = ({ message }: Error): void => onProblem(`a connection of the task queue was lost: ${message}`);
    pool.on('error', tell);
    pool.on('connect', (client) => void client.on('error', tell));
    return pool;
  }

  private options(pgPool: Pool): WorkerPoolOptions {
    const { concurrency = CONCURRENCY, pollIntervalMs = POLL_INTERVAL_MS, onProblem } = this.settings;
    return {
      pgPool,
      concurrency,
      pollInterval: pollIntervalMs,
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
  (payload, { job }) =>
    handle({ payload, attempt: job.attempts, attemptsMax: job.max_attempts });
