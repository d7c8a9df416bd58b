import { HOUR_MS, type Instant } from '@holdpoint/kernel';
import type { Condition } from './conditions';
import type { Variant } from './enforcers/variants';
import { waitingPipelines } from './waiting-pipelines';
import { outcomeOf, type WorldOutcome } from './world-outcome';
import { WorldRun } from './world-run';
import type { TimeWorld } from './worlds/time-world';

/** After the last deadline this long is waited for whoever notices it; the cleaner of runners needs two hours. */
const WATCHED_MS = 3 * HOUR_MS;

/** Lets jobs wait in a world under a condition, with one way of noticing deadlines, and tells what became of them. */
export async function runWorld(world: TimeWorld, variant: Variant, condition: Condition, signal: AbortSignal): Promise<WorldOutcome> {
  await world.begin(condition.start, waitingPipelines(condition.timeoutsMs), variant.tasks);
  const run = new WorldRun(world, variant, condition, await world.jobs());
  const end = condition.start + Math.max(...condition.timeoutsMs) + WATCHED_MS;
  try {
    run.startProcesses();
    for (let now: Instant | null = condition.start; now !== null && now <= end; now = run.nextAt()) {
      signal.throwIfAborted();
      await run.visit(now);
    }
    await run.lookOnceMore();
    return outcomeOf(condition, await world.jobs(), run.noticedAt, await world.failures());
  } finally {
    await run.stopProcesses();
  }
}
