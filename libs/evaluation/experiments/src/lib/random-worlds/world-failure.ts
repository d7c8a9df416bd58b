import { runCase, type CaseEngine, type CaseFailure, type ConformanceCase } from '@holdpoint/evaluation-scenario';
import { worldCase } from './world-case';
import type { World } from './world';

/** Runs a case; answers where it went wrong, also when the engine broke, or null. */
export async function failureOf(engine: CaseEngine, run: ConformanceCase): Promise<CaseFailure | null> {
  try {
    return (await runCase(engine, run)).failure;
  } catch (error) {
    return { step: 'broken', lines: [error instanceof Error ? error.message : String(error)] };
  }
}

/** Runs a world on an engine; answers where it differs from the oracle, or null. */
export const worldFailure = (engine: CaseEngine, world: World): Promise<CaseFailure | null> =>
  failureOf(engine, worldCase('world', world));
