import type { CaseEngine, CaseRun } from './case-engine';
import type { CaseTransition, CaseView, ConformanceCase } from './conformance-case';
import { compareViews } from './compare-views';

/** What became of a case: the first step that went wrong, with what differs, or null. */
export interface CaseResult {
  readonly name: string;
  readonly failure: CaseFailure | null;
}

/** A step that went wrong. */
export interface CaseFailure {
  /** `init`, or `transition:<index>` with its event. */
  readonly step: string;
  /** A line for each difference, or the reason for which the step could not be taken. */
  readonly lines: readonly string[];
}

/** Runs one case on an engine; stops at the first step that differs, since all later ones would. */
export async function runCase(engine: CaseEngine, { name, config, init, transitions }: ConformanceCase): Promise<CaseResult> {
  const run = await engine.start(config);
  if (!run.ok) return { name, failure: { step: 'config', lines: run.error.split('\n') } };
  let failure = await compare('init', run.value, init);
  for (const [index, transition] of transitions.entries()) {
    if (failure) break;
    failure = await take(run.value, transition, index);
  }
  return { name, failure };
}

async function take(run: CaseRun, { event, jobs, expect }: CaseTransition, index: number): Promise<CaseFailure | null> {
  const step = `transition:${index} (${event}${jobs ? ` ${jobs.join(', ')}` : ''})`;
  const fired = await run.fire(event, jobs);
  return fired.ok ? compare(step, run, expect) : { step, lines: [`the event was refused: ${fired.error}`] };
}

async function compare(step: string, run: CaseRun, expected: CaseView): Promise<CaseFailure | null> {
  const lines = compareViews(expected, await run.view());
  return lines.length > 0 ? { step, lines } : null;
}
