import { assert, type Instant } from '@holdpoint/kernel';
import { Corridor, SweepOverdue, type NewPipeline } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type JobId, type PipelineId } from '@holdpoint/pipeline-domain';
import { createStorePool, migrateDatabase, PgPipelineLookup, PgPipelineStore, ProjectRepository } from '@holdpoint/pipeline-persistence';
import type { Pool } from 'pg';
import { ADVANCE_TASKS, COUNT_TASKS, EMPTY, FAILURES, JOBS, LOSE_TASKS, PUT_CLOCK } from './postgres-statements';
import { PostgresTasks } from './postgres-tasks';
import type { Replica, TimeWorld, WaitingJob } from './time-world';

/** A queue is looked at often where its clock jumps. */
const STEPPED_POLL_MS = 20;

/** A failure of a job, and when the store's clock noticed it. */
export interface NoticedFailure {
  readonly jobId: JobId;
  readonly at: Instant;
}

/** A world on PostgreSQL: the product's store, sweep and queue, each replica on a pool of its own. */
export class PostgresWorld implements TimeWorld {
  private clock: Instant = 0;

  private constructor(
    readonly url: string,
    private readonly pool: Pool,
  ) {}

  /** Migrates an empty database, and moves it to a place that has summer time. */
  static async open(url: string): Promise<PostgresWorld> {
    await migrateDatabase(url);
    const setUp = createStorePool(url, { max: 1 });
    await setUp.query(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone TO ''Europe/Berlin''', current_database()); END $$`);
    await setUp.end();
    return new PostgresWorld(url, createStorePool(url));
  }

  /** Null for an instant lets the clock run with the real one. */
  async begin(at: Instant | null, pipelines: readonly Omit<NewPipeline, 'projectId'>[], withTasks: boolean): Promise<void> {
    const created = await this.beginCreated(at, pipelines, withTasks);
    const corridor = new Corridor(new PgPipelineStore(this.pool, { deadlineTasks: withTasks }), HOLDPOINT_CI_MODEL);
    await Promise.all(created.map((pipelineId) => corridor.submit({ pipelineId, command: { type: 'process' } })));
    await corridor.stop();
  }

  /** As {@link begin}, but nobody has looked at the pipelines yet. */
  async beginCreated(at: Instant | null, pipelines: readonly Omit<NewPipeline, 'projectId'>[], withTasks: boolean): Promise<readonly PipelineId[]> {
    await this.pool.query(EMPTY);
    await this.pool.query(PUT_CLOCK, [at]);
    this.clock = at ?? 0;
    const project = await new ProjectRepository(this.pool).create({ name: 'time', path: 'evaluation/time' });
    assert(project.ok, 'an empty database has no project');
    const store = new PgPipelineStore(this.pool, { deadlineTasks: withTasks });
    const created = await Promise.all(pipelines.map((pipeline) => store.create({ ...pipeline, projectId: project.value.id })));
    return created.map(({ id }) => id);
  }

  async setClock(at: Instant): Promise<void> {
    if (at === this.clock) return;
    await this.pool.query(PUT_CLOCK, [at]);
    await this.pool.query(ADVANCE_TASKS);
    this.clock = at;
  }

  now(): Instant {
    return this.clock;
  }

  openReplica(pollIntervalMs = STEPPED_POLL_MS): Replica {
    const pool = createStorePool(this.url, { max: 5 });
    const corridor = new Corridor(new PgPipelineStore(pool, { deadlineTasks: true }), HOLDPOINT_CI_MODEL);
    const sweep = new SweepOverdue(new PgPipelineLookup(pool, HOLDPOINT_CI_MODEL), corridor);
    const tasks = new PostgresTasks(pool, corridor, { url: this.url, pollIntervalMs });
    const stop = async (): Promise<void> => {
      await tasks.stop();
      await corridor.stop();
      await pool.end();
    };
    return { corridor, sweep, tasks, stop };
  }

  async jobs(): Promise<readonly WaitingJob[]> {
    return (await this.pool.query<WaitingJob>(JOBS)).rows;
  }

  async failures(): Promise<ReadonlyMap<JobId, number>> {
    const counts = new Map<JobId, number>();
    for (const { jobId } of await this.noticedFailures()) counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
    return counts;
  }

  /** Every failure of a job, in the order in which they were noticed. */
  async noticedFailures(): Promise<readonly NoticedFailure[]> {
    return (await this.pool.query<NoticedFailure>(FAILURES)).rows;
  }

  async loseTasks(): Promise<void> {
    await this.pool.query(LOSE_TASKS);
  }

  /** How many tasks wait. */
  async countTasks(): Promise<number> {
    return (await this.pool.query<{ count: number }>(COUNT_TASKS)).rows[0]?.count ?? 0;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
