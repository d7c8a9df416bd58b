import { Logger, parseCronItems, run, type Runner, type RunnerOptions, type Task } from 'graphile-worker';

/** What a {@link TaskQueue} may be told. */
export interface TaskQueueSettings {
  /** The database; graphile-worker opens a pool of its own, as it listens and reads types in its own way. */
  readonly url: string;
  /** Tasks that run at once; 10 when left out. */
  readonly concurrency?: number;
  /** How often the queue is looked at, in milliseconds; 500 when left out. A task that is due later may be late by that much. */
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
const POLL_INTERVAL_MS = 500;
const PROBLEMS: readonly string[] = ['error', 'warning'];

/**
 * A worker has one task at a time, and none takes minutes: one that has had its task for so long was killed. Without
 * this graphile-worker gives the task to another after four hours.
 */
const RELEASE_TASKS = `
  SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
  WHERE locked_at < holdpoint_real_time(holdpoint_now()) - interval '2 minutes' HAVING count(*) > 0`;

const RELEASE_TASK = 'release_tasks';

/** Runs what transactions have left to be done, by graphile-worker; its schema is made by `migrateDatabase`. */
export class TaskQueue {
  private started: Promise<Runner> | undefined;

  constructor(private readonly settings: TaskQueueSettings) {}

  /** Runs tasks of these names from now on. */
  async start(handlers: ReadonlyMap<string, TaskHandler>): Promise<void> {
    if (handlers.size === 0) return;
    this.started = startRunner(runnerOptions(this.settings, handlers));
    await this.started;
  }

  /** Stops taking tasks, also when the start is still under way; resolves when those that run have ended. */
  async stop(): Promise<void> {
    const { started } = this;
    this.started = undefined;
    const runner = await started?.catch(() => undefined);
    await runner?.stop();
  }
}

async function startRunner(options: RunnerOptions): Promise<Runner> {
  const runner = await run(options);
  await runner.addJob(RELEASE_TASK, {}, { jobKey: RELEASE_TASK });
  return runner;
}

function runnerOptions(settings: TaskQueueSettings, handlers: ReadonlyMap<string, TaskHandler>): RunnerOptions {
  return {
    connectionString: settings.url,
    concurrency: settings.concurrency ?? CONCURRENCY,
    pollInterval: settings.pollIntervalMs ?? POLL_INTERVAL_MS,
    // The process that embeds this decides when it ends.
    noHandleSignals: true,
    parsedCronItems: parseCronItems([{ task: RELEASE_TASK, match: '* * * * *', options: { backfillPeriod: 0 } }]),
    logger: new Logger(() => (level, message) => {
      if (PROBLEMS.includes(level)) settings.onProblem(message);
    }),
    taskList: { ...Object.fromEntries([...handlers].map(([name, handle]) => [name, taskOf(handle)])), [RELEASE_TASK]: releaseTasks },
  };
}

const releaseTasks: Task = async (_payload, { query }) => void (await query(RELEASE_TASKS));

const taskOf =
  (handle: TaskHandler): Task =>
  (payload, { job }) =>
    handle({ payload, attempt: job.attempts, attemptsMax: job.max_attempts });
