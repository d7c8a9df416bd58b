import { performance } from 'node:perf_hooks';
import type { OpenVariant } from '../open-variant';
import { createPipeline, planOf, report } from '../scenario/run-storage-scenario';

/** What one callback costs. */
export interface CallbackCost {
  /** The same for every callback of this kind. */
  readonly statements: number;
  /** The median. */
  readonly tookMs: number;
}

const CALLBACKS = 40;
const ONE_WAIT = planOf('wait: { external: true }');

/** Ends external jobs by callbacks, one after another, each the only job of its pipeline. */
export async function timeCallbacks({ world, statements }: OpenVariant): Promise<CallbackCost> {
  const times: number[] = [];
  let sent = 0;
  for (let index = 0; index < CALLBACKS; index += 1) {
    const id = await createPipeline(world, ONE_WAIT);
    await world.corridor.submit({ pipelineId: id, command: { type: 'process' } });
    const [before, startedMs] = [statements.length, performance.now()];
    await report(world, id, { job: 'wait', outcome: 'success' });
    times.push(performance.now() - startedMs);
    sent = statements.length - before;
  }
  return { statements: sent, tookMs: times.sort((a, b) => a - b)[CALLBACKS / 2] ?? 0 };
}
