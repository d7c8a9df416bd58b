import type { CaseEngine, CaseRun } from './case-engine';
import type { AdvanceTransition, CallbackTransition, CaseTransition, ConformanceCase, EventTransition } from './conformance-case';
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
  const lines = compareViews(init, await run.value.view());
  let failure: CaseFailure | null = lines.length > 0 ? { step: 'init', lines } : null;
  for (const [index, transition] of transitions.entries()) {
    if (failure) break;
    failure = await take(run.value, transition, `transition:${index} (${nameOf(transition)})`);
  }
  return { name, failure };
}

function nameOf(transition: CaseTransition): string {
  if ('callback' in transition) return `callback ${transition.callback.status} ${transition.callback.job}`;
  if ('advanceMs' in transition) return `advance ${transition.advanceMs} ms`;
  const { event, jobs } = transition;
  return `${event}${jobs ? ` ${jobs.join(', ')}` : ''}`;
}

async function take(run: CaseRun, transition: CaseTransition, step: string): Promise<CaseFailure | null> {
  const lines = [...(await act(run, transition)), ...compareViews(transition.expect, await run.view())];
  return lines.length > 0 ? { step, lines } : null;
}

/** Takes a step; answers what was not as the case expects it, beside what stands afterwards. */
function act(run: CaseRun, transition: CaseTransition): Promise<readonly string[]> {
  if ('callback' in transition) return deliver(run, transition);
  return 'advanceMs' in transition ? advance(run, transition) : fire(run, transition);
}

async function fire(run: CaseRun, { event, jobs, refused = false }: EventTransition): Promise<readonly string[]> {
  const fired = await run.fire(event, jobs);
  if (fired.ok) return refused ? ['the event was not refused'] : [];
  return refused ? [] : [`the event was refused: ${fired.error}`];
}

async function deliver(run: CaseRun, { callback, deliveries, verdicts }: CallbackTransition): Promise<readonly string[]> {
  for (let delivery = 0; delivery < deliveries; delivery += 1) {
    const verdict = await run.report(callback);
    if (!verdict.ok) return [`the callback could not be delivered: ${verdict.error}`];
    const expected = verdicts[delivery] ?? verdict.value;
    if (verdict.value !== expected) return [`verdict ${delivery + 1}: expected ${expected}, got ${verdict.value}`];
  }
  return [];
}

async function advance(run: CaseRun, { advanceMs, unnoticed }: AdvanceTransition): Promise<readonly string[]> {
  await run.advance(advanceMs, !unnoticed);
  return [];
}
