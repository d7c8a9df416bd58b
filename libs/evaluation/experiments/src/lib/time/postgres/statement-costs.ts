import { DAY_MS } from '@holdpoint/kernel';
import { Corridor, SweepOverdue } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, type PipelineId } from '@holdpoint/pipeline-domain';
import { PgPipelineLookup, PgPipelineStore } from '@holdpoint/pipeline-persistence';
import { waitingPipelines } from '../waiting-pipelines';
import type { PostgresWorld } from '../worlds/postgres-world';
import { CountedPool } from './counted-pool';

const START = Date.UTC(2026, 5, 1);

/** Jobs whose cost is compared with that of one. */
export const MANY_JOBS = 100;

/** Statements that waiting costs the store, and rows that it costs the queue, whose own statements are not counted. */
export interface StatementCosts {
  /** To start one job, and to start {@link MANY_JOBS} in as many pipelines at once. */
  readonly startOne: number;
  readonly startMany: number;
  /** Of one tick while nothing is due, however many jobs wait. */
  readonly tick: number;
  /** Of the sweep at whose time one job is due, and {@link MANY_JOBS}. */
  readonly expireOne: number;
  readonly expireMany: number;
  /** Tasks that the queue stores, and takes out again, for {@link MANY_JOBS}. */
  readonly queueRows: number;
}

/** Counts the statements of a process, with a scheduled task for each pipeline or without. */
export async function statementCosts(world: PostgresWorld, withTasks: boolean): Promise<StatementCosts> {
  const one = await costsOf(world, 1, withTasks);
  const many = await costsOf(world, MANY_JOBS, withTasks);
  return {
    startOne: one.start,
    startMany: many.start,
    tick: many.tick,
    expireOne: one.expire,
    expireMany: many.expire,
    queueRows: many.queueRows,
  };
}

interface Costs {
  readonly start: number;
  readonly tick: number;
  readonly expire: number;
  readonly queueRows: number;
}

async function costsOf(world: PostgresWorld, jobs: number, withTasks: boolean): Promise<Costs> {
  const pipelineIds = await world.beginCreated(START, waitingPipelines(Array.from({ length: jobs }, () => DAY_MS), 1), withTasks);
  const counted = new CountedPool(world.url);
  const corridor = new Corridor(new PgPipelineStore(counted.pool, { deadlineTasks: withTasks }), HOLDPOINT_CI_MODEL);
  const sweep = new SweepOverdue(new PgPipelineLookup(counted.pool, HOLDPOINT_CI_MODEL), corridor);
  try {
    const start = await counted.during(() => processAll(corridor, pipelineIds));
    const queueRows = await world.countTasks();
    const tick = await counted.during(() => sweep.execute());
    await world.setClock(START + DAY_MS);
    return { start, tick, expire: await counted.during(() => sweep.execute()), queueRows };
  } finally {
    await corridor.stop();
    await counted.pool.end();
  }
}

async function processAll(corridor: Corridor, pipelineIds: readonly PipelineId[]): Promise<void> {
  await Promise.all(pipelineIds.map((pipelineId) => corridor.submit({ pipelineId, command: { type: 'process' } })));
}
