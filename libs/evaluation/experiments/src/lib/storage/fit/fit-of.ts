import { compareCourses, type CourseDifference } from '../scenario/compare-courses';
import { runStorageScenario } from '../scenario/run-storage-scenario';
import type { StorageWorld } from '../scenario/storage-world';
import { STORAGE_SCENARIOS, type StorageScenario } from '../scenario/storage-scenario';
import { openTwinOf, openVariant } from '../open-variant';
import type { StorageVariant } from '../storage-variant';
import { emptyColumnsOf, type EmptyColumns } from './empty-columns';
import { OPERATIONS, type Operation } from './operations';
import { runnerQueueOf, type QueuedExternals } from './runner-queue-of';
import { timeCallbacks, type CallbackCost } from './time-callbacks';
import { tryOperation, type Obstacle } from './try-operation';
import { typeChecksOf, type TypeChecks } from './type-checks-of';

/** How well one way of storing external jobs fits them. */
export interface Fit {
  readonly variant: StorageVariant;
  readonly courses: readonly { readonly scenario: StorageScenario; readonly difference: CourseDifference }[];
  readonly operations: readonly { readonly operation: Operation; readonly kept: Obstacle; readonly forgotten: Obstacle }[];
  readonly columns: EmptyColumns;
  readonly typeChecks: TypeChecks;
  readonly runnerQueue: QueuedExternals;
  readonly callback: CallbackCost;
}

/** Lives through every scenario on a variant and looks at what it left; `done` is told after each. */
export async function fitOf(url: string, variant: StorageVariant, signal: AbortSignal, done: () => void): Promise<Fit> {
  const open = await openVariant(url, variant);
  try {
    const courses = [];
    for (const scenario of STORAGE_SCENARIOS) {
      signal.throwIfAborted();
      const expected = await runStorageScenario(await openTwinOf(open.world), scenario);
      const actual = await runStorageScenario(open.world, scenario);
      courses.push({ scenario, difference: compareCourses(expected, actual, scenario.steps) });
      done();
    }
    await leaveWaiting(open.world);
    const typeChecks = await typeChecksOf(open.pool, variant, open.statements);
    const operations = [];
    for (const operation of OPERATIONS) operations.push({ operation, ...(await tryOperation(open.pool, variant, operation)) });
    const columns = await emptyColumnsOf(open.pool, variant);
    const runnerQueue = await runnerQueueOf(open.url, open.pool, variant);
    return { variant, courses, operations, columns, typeChecks, runnerQueue, callback: await timeCallbacks(open) };
  } finally {
    await open.close();
  }
}

/** So that there are jobs to look at: one that waits, and one that is being canceled. */
async function leaveWaiting(world: StorageWorld): Promise<void> {
  const config = 'wait: { external: { cancel_grace: 1 hour } }';
  await runStorageScenario(world, { id: 'waiting', title: 'a wait that goes on', config, steps: [] });
  await runStorageScenario(world, { id: 'canceling', title: 'a cancel that goes on', config, steps: [{ type: 'fire', job: 'wait', event: 'start_cancel' }] });
}
