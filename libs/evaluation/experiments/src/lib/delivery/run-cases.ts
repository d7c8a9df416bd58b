import type { ExperimentContext, Finding } from '@holdpoint/evaluation-experiment';
import { countEndings, type Ending, type EndingCounts } from './count-endings';
import { runWorld } from './run-world';
import { PUSHES } from './world/pushes';
import type { WorldOptions } from './world/world-options';

/** Worlds of each case; all cases run in the same ones. */
const WORLDS = 20;

/** Pipelines of each case. */
export const PIPELINES = WORLDS * PUSHES;

/** Worlds that differ in nothing but their seed. */
export interface DeliveryCase {
  /** Of its finding. */
  readonly id: string;
  readonly title: string;
  readonly options: WorldOptions;
  /** What names the case in its finding's data. */
  readonly data: Finding['data'];
}

/** A case, and how its pipelines ended. */
export interface CaseOutcome extends DeliveryCase {
  readonly counts: EndingCounts;
}

/** Runs cases one after another; rejects with the signal's reason. */
export async function runCases(cases: readonly DeliveryCase[], { seed, signal, progress }: ExperimentContext): Promise<readonly CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  for (const [index, one] of cases.entries()) {
    progress(index, cases.length);
    const endings: Ending[] = [];
    for (let world = 0; world < WORLDS; world += 1) {
      signal.throwIfAborted();
      endings.push(...(await runWorld(one.options, seed * WORLDS + world)));
    }
    outcomes.push({ ...one, counts: countEndings(endings) });
  }
  progress(cases.length, cases.length);
  return outcomes;
}
