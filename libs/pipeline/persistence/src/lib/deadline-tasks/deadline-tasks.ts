import { namedStatement } from '@holdpoint/database';
import { Logger, run, type Runner, type RunnerOptions } from 'graphile-worker';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { runCommitted } from '../store/run-transaction';
import { EXPIRE_PIPELINE, addTasksCall, jobTaskKey, pipelineTaskKey } from './task-specs';

/** What {@link DeadlineTasks} may be told. */
export interface DeadlineTasksSettings {
  /** False turns every method into one that does nothing. */
  readonly enabled: boolean;
  /** The database; graphile-worker opens a pool of its own, as it listens and reads types in its own way. */
  readonly url: string;
  /** Tasks that run at once; 10 when left out. */
  readonly concurrency?: number;
  /** How often the queue is looked at, in milliseconds; 500 when left out. A lone task may be late by that much. */
  readonly pollIntervalMs?: number;
  /** Told of what the queue warns of and of tasks that failed; those are tried again in any case. */
  readonly onProblem: (message: string) => void;
}

const CONCURRENCY = 10;
const POLL_INTERVAL_MS = 500;
const PROBLEMS: readonly string[] = ['error', 'warning'];

/**
 * Found by the narrow index on `wake_at`: what has none waits for nothing. A pipeline that is due has a task of its own,
 * as its first pass may never have come. Jobs are found by what no status list is needed for: they have a deadline or a
 * delay and have not finished.
 */
const rescheduleTasks = namedStatement<[]>(
  'reschedule_deadline_tasks',
  `SELECT count(*) AS tasks FROM ${addTasksCall(`(
     SELECT ${pipelineTaskKey('id')} AS key, id AS pipeline_id, wake_at AS due_at FROM pipelines
     WHERE wake_at <= holdpoint_now()
     UNION ALL
     SELECT ${jobTaskKey('job.id')}, pipeline_id, coalesce(scheduled_at, deadline_at)
     FROM pipelines JOIN processables job ON job.pipeline_id = pipelines.id
     WHERE pipelines.wake_at IS NOT NULL AND coalesce(scheduled_at, deadline_at) IS NOT NULL
       AND job.finished_at IS NULL AND NOT retried)`)}`,
);

/**
 * One graphile-worker task per job at its deadline or the end of its delay, and one per new pipeline for its first pass:
 * the scheduled task of the spike, for builds too, so that it is enough with the cron-driven service switched off. A
 * task is never taken back: it runs and finds nothing to do. Its schema is made by `migrateDatabase(url, { deadlineTasks: true })`.
 */
export class DeadlineTasks {
  private runner: Runner | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly settings: DeadlineTasksSettings,
  ) {}

  /**
   * Runs due tasks from now on: each asks for a look at a pipeline; one that rejects is tried again by the queue. What
   * began to wait while tasks were switched off gets its tasks first.
   */
  async start(onDue: (pipelineId: PipelineId) => Promise<void>): Promise<void> {
    if (!this.settings.enabled) return;
    await this.reschedule();
    this.runner = await run(runnerOptions(this.settings, onDue));
  }

  /** Stops taking tasks; resolves when those that run have ended. */
  async stop(): Promise<void> {
    const { runner } = this;
    this.runner = undefined;
    await runner?.stop();
  }

  /** Puts every task where the store's clock has it now; for a start, and after a step of that clock. Answers how many there are. */
  async reschedule(): Promise<number> {
    if (!this.settings.enabled) return 0;
    const { rows } = await runCommitted(this.pool, (client) => client.query<{ tasks: number }>(rescheduleTasks()));
    return rows[0]?.tasks ?? 0;
  }
}

function runnerOptions(
  settings: DeadlineTasksSettings,
  onDue: (pipelineId: PipelineId) => Promise<void>,
): RunnerOptions {
  return {
    connectionString: settings.url,
    concurrency: settings.concurrency ?? CONCURRENCY,
    pollInterval: settings.pollIntervalMs ?? POLL_INTERVAL_MS,
    // The process that embeds this decides when it ends, and there is no crontab to look for.
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => (level, message) => {
      if (PROBLEMS.includes(level)) settings.onProblem(message);
    }),
    taskList: { [EXPIRE_PIPELINE]: (payload) => onDue(pipelineIdOf(payload)) },
  };
}

function pipelineIdOf(payload: unknown): PipelineId {
  if (typeof payload === 'object' && payload !== null && 'pipelineId' in payload) {
    if (typeof payload.pipelineId === 'number') return payload.pipelineId;
  }
  throw new Error(`A task of "${EXPIRE_PIPELINE}" names a pipeline`);
}
