import type { ExperimentContext } from '@holdpoint/evaluation-experiment';
import type { Condition } from './conditions';
import type { Variant } from './enforcers/variants';
import { runWorld } from './run-world';
import { brokenBy } from './world-finding';
import type { WorldOutcome } from './world-outcome';
import type { TimeWorld } from './worlds/time-world';

/** One way of noticing deadlines under one condition, and what came of it. */
export interface EnforcedCase {
  readonly variant: Variant;
  readonly condition: Condition;
  readonly outcome: WorldOutcome;
}

/** Runs every way of noticing under every condition, one after the other. */
export async function runCases(
  world: TimeWorld,
  variants: readonly Variant[],
  conditions: readonly Condition[],
  { progress, signal }: Pick<ExperimentContext, 'progress' | 'signal'>,
): Promise<readonly EnforcedCase[]> {
  const cases: EnforcedCase[] = [];
  const total = variants.length * conditions.length;
  for (const variant of variants) {
    for (const condition of conditions) {
      progress(cases.length, total);
      cases.push({ variant, condition, outcome: await runWorld(world, variant, condition, signal) });
    }
  }
  progress(total, total);
  return cases;
}

/** The invariants that cases break, each once. */
export const brokenIn = (cases: readonly EnforcedCase[]): readonly string[] => [
  ...new Set(cases.flatMap(({ variant, condition, outcome }) => brokenBy(variant, condition, outcome))),
];
