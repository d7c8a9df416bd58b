import { runTaskList, type TaskList, type WorkerEvents, type WorkerPool, type WorkerPoolOptions } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { repeatInterrupted, type TriedTask } from './interrupted-tasks';
import { nudgeIdleWorkers } from './nudge-idle-workers';
import { releaseTasks } from './release-tasks';
import { postponeTask, TryLater } from './try-later';

/** How soon after a worker has ended others take its place, and how often that is tried while the database is away. */
const REVIVE_AFTER_MS = 1_000;

/** What workers are made with; their connections come from a pool that outlives them. */
export type TaskWorkersOptions = WorkerPoolOptions & { readonly pgPool: Pool; readonly pollInterval: number };

/**
 * The workers of a queue, which others replace when one of them has ended: a worker of graphile-worker 0.16 that cannot say
 * that its task has ended ends too, and none takes its place. After an outage of seconds there were none, and bridges,
 * hooks and tasks for deadlines stood still in a process that was well (seen).
 */
export class TaskWorkers {
  private workers: WorkerPool;
  private ids: readonly string[] = [];
  private endNudges: () => void = () => undefined;
  private restarting: Promise<void> | undefined;
  private revival: NodeJS.Timeout | undefined;
  private readonly dead = new Set<string>();
  private readonly interrupted: TriedTask[] = [];
  private failing = false;
  private stopped = false;

  constructor(
    private readonly tasks: TaskList,
    private readonly options: TaskWorkersOptions,
    /** Told that others, of other names, have taken the place of the workers. */
    private readonly onRestart: () => void,
  ) {
    this.workers = this.launch();
  }

  /** The names under which they hold tasks. */
  get workerIds(): readonly string[] {
    return this.ids;
  }

  /** Whether they could not ask for a task when they last tried. */
  get isFailing(): boolean {
    return this.failing;
  }

  /** Puts others in their place once what they do has ended; whoever asks meanwhile waits for the same. */
  restart(): Promise<void> {
    this.restarting ??= this.relaunch().finally(() => (this.restarting = undefined));
    return this.restarting;
  }

  /** Resolves when the tasks that run have ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.revival);
    // A second shutdown of the same workers would resolve at once, while their tasks still run.
    await (this.restarting ?? this.shutDown());
  }

  private async relaunch(): Promise<void> {
    await this.shutDown();
    if (this.stopped) return;
    this.workers = this.launch();
    this.onRestart();
  }

  private async shutDown(): Promise<void> {
    this.endNudges();
    await this.workers.gracefulShutdown();
    const interrupted = this.interrupted.splice(0);
    // Where the database is away they wait for their next try as after a failure.
    if (interrupted.length > 0) await repeatInterrupted(this.options.pgPool, interrupted).catch(() => undefined);
  }

  private launch(): WorkerPool {
    this.failing = false;
    this.ids = [];
    const events: WorkerEvents = new EventEmitter();
    events.on('worker:create', ({ worker }) => (this.ids = [...this.ids, worker.workerId]));
    events.on('worker:fatalError', ({ worker }) => this.replace(worker.workerId));
    events.on('worker:getJob:error', () => (this.failing = true));
    for (const answered of ['worker:getJob:empty', 'job:start'] as const) events.on(answered, () => (this.failing = false));
    events.on('job:error', ({ worker, job: { id, attempts: attempt } }) => {
      if (worker.workerPool.abortSignal.aborted) this.interrupted.push({ id, attempt });
    });
    events.on('job:complete', ({ job: { id, attempts: attempt }, error }) => {
      if (error instanceof Error && error.cause instanceof TryLater) void this.postpone({ id, attempt }, error.cause);
    });
    this.endNudges = nudgeIdleWorkers(events, this.options.pollInterval);
    return runTaskList({ ...this.options, events }, this.tasks, this.options.pgPool);
  }

  /** Not before the queue has said when it would try again; if this cannot be kept, that is when. */
  private async postpone(task: TriedTask, { afterMs }: TryLater): Promise<void> {
    await postponeTask(this.options.pgPool, task, afterMs).catch(() => undefined);
  }

  private replace(workerId: string): void {
    this.dead.add(workerId);
    if (!this.stopped) this.revival ??= setTimeout(() => void this.revive(), REVIVE_AFTER_MS);
  }

  /** What the dead have left is given to others. The database may still be away; whoever is told of problems has heard of it. */
  private async revive(): Promise<void> {
    this.revival = undefined;
    const dead = [...this.dead];
    try {
      await releaseTasks(this.options.pgPool, { workers: dead });
      for (const workerId of dead) this.dead.delete(workerId);
      await this.restart();
    } catch {
      if (!this.stopped) this.revival ??= setTimeout(() => void this.revive(), REVIVE_AFTER_MS);
    }
  }
}
