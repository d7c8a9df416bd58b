import { runCase, type CaseEngine, type ConformanceCase } from '@holdpoint/evaluation-scenario';

/** The outcome of a case whose steps a store refuses to write. */
export const CRASH = 'crash';

/** Where a case fails on an engine, with what differs; null when it passes. */
export async function caseOutcome(engine: CaseEngine, written: ConformanceCase): Promise<string | null> {
  try {
    const { failure } = await runCase(engine, written);
    return failure && [failure.step, ...failure.lines].join('; ');
  } catch {
    return CRASH;
  }
}
