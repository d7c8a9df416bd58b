import { SECOND_MS } from '@holdpoint/kernel';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Enforcer } from '../enforcers/enforcer';
import { SweepEnforcer } from '../enforcers/sweep-enforcer';
import { waitingPipelines } from '../waiting-pipelines';
import type { WorldOutcome } from '../world-outcome';
import type { NoticedFailure, PostgresWorld } from '../worlds/postgres-world';
import type { Replica, WaitingJob } from '../worlds/time-world';

/** Long enough for all processes to be there when it ends. */
const TIMEOUT_MS = 3 * SECOND_MS;
const GIVE_UP_MS = 30 * SECOND_MS;
const LOOK_AGAIN_MS = 50;

/** As the product has them unless it is told otherwise. */
const TICK_MS = 10 * SECOND_MS;
const POLL_MS = 500;

/** How many jobs and processes meet. */
export interface RushSize {
  /** With two jobs each. */
  readonly pipelines: number;
  readonly replicas: number;
}

/** Who notices: the sweep, the queue, or both. */
export interface RushEnforcers {
  readonly sweeps: boolean;
  readonly tasks: boolean;
}

/** What became of jobs that fell due at once, in real time. */
export interface Rush {
  /** Lateness is not in it: it differs from machine to machine. */
  readonly outcome: WorldOutcome;
  /** From each deadline to the pass that noticed it, by the store's clock, in ascending order. */
  readonly latenessMs: readonly number[];
}

/** Lets jobs fall due at one instant, on a clock that runs, with several processes to notice it. */
export async function runRush(world: PostgresWorld, enforcers: RushEnforcers, { pipelines, replicas: count }: RushSize, signal: AbortSignal): Promise<Rush> {
  await world.begin(null, waitingPipelines(Array.from({ length: pipelines }, () => TIMEOUT_MS)), enforcers.tasks);
  const replicas = Array.from({ length: count }, () => world.openReplica(POLL_MS));
  const over = new AbortController();
  const enforcing = replicas.map((replica) => enforce(replica, enforcers, over.signal));
  try {
    await untilAllEnded(world, signal);
  } finally {
    over.abort();
    await Promise.all(enforcing);
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
  return rushOf(await world.jobs(), await world.noticedFailures());
}

async function enforce({ sweep, tasks }: Replica, enforcers: RushEnforcers, over: AbortSignal): Promise<void> {
  if (enforcers.tasks) await tasks.start();
  if (enforcers.sweeps) await lookUntil(new SweepEnforcer(sweep, { tickMs: TICK_MS, timers: true }), over);
}

async function lookUntil(enforcer: Enforcer, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const wanted = await enforcer.look(performance.now());
    await delay(Math.max(0, Math.ceil((wanted ?? Infinity) - performance.now())), undefined, { signal: over }).catch(() => undefined);
  }
}

async function untilAllEnded(world: PostgresWorld, signal: AbortSignal): Promise<void> {
  for (const giveUpAt = performance.now() + TIMEOUT_MS + GIVE_UP_MS; performance.now() < giveUpAt; ) {
    signal.throwIfAborted();
    if ((await world.jobs()).every(({ finishedAt }) => finishedAt !== null)) return;
    await delay(LOOK_AGAIN_MS);
  }
}

function rushOf(jobs: readonly WaitingJob[], failures: readonly NoticedFailure[]): Rush {
  const deadlines = new Map(jobs.map(({ id, deadlineAt }) => [id, deadlineAt]));
  const latenessMs = failures.map(({ jobId, at }) => at - (deadlines.get(jobId) ?? Infinity)).sort((a, b) => a - b);
  const outcome = {
    jobs: jobs.length,
    missed: jobs.filter(({ finishedAt }) => finishedAt === null).length,
    early: latenessMs.filter((ms) => ms < 0).length,
    earliestMs: 0,
    again: failures.length - deadlinesFailed(failures),
    late: 0,
    latestMs: 0,
    elsewhere: jobs.filter(({ finishedAt, deadlineAt }) => finishedAt !== null && finishedAt > deadlineAt).length,
  };
  return { outcome, latenessMs };
}

const deadlinesFailed = (failures: readonly NoticedFailure[]): number => new Set(failures.map(({ jobId }) => jobId)).size;
