import { ReducerEngine, writeCase, type CaseTransition, type ConformanceCase } from '@holdpoint/evaluation-scenario';
import { MINUTE_MS } from '@holdpoint/kernel';
import { VERDICTS, type CiModel, type Verdict } from '@holdpoint/pipeline-domain';
import { caseOutcome } from './case-outcome';
import { isExpressible, type Reference } from './reference';
import type { ScenarioStep } from './scenario';
import type { Snapshot } from './snapshot';

/**
 * Writes a scenario as a conformance case that expects what the product does, so that it passes there; null when the
 * case would pass on the changed model as well, or when there are no words for it.
 */
export async function reproductionOf(reference: Reference, changed: CiModel, comment: string): Promise<string | null> {
  const written = caseOf(reference);
  if (!written || (await caseOutcome(new ReducerEngine(changed), written)) === null) return null;
  return `# ${comment}\n${writeCase(written)}`;
}

/** The case of a scenario; null when there are no words for it. */
export function caseOf({ scenario, trace }: Reference): ConformanceCase | null {
  const [init, ...after] = trace;
  if (!init || !isExpressible(scenario)) return null;
  const transitions = scenario.steps.flatMap((step, index) => transition(step, after[index]) ?? []);
  return { name: scenario.name, config: scenario.config, init: init.view, transitions };
}

function transition(step: ScenarioStep, after: Snapshot | undefined): CaseTransition | null {
  if (!after) return null;
  const { view: expect, answer } = after;
  switch (step.type) {
    case 'event':
      return { event: step.event, jobs: step.jobs, refused: answer.type === 'refused', expect };
    case 'callback':
      return { callback: { job: step.job, status: step.outcome, attempt: null }, deliveries: 1, verdicts: verdictsOf(answer.text), expect };
    case 'advance':
      return { advanceMs: step.minutes * MINUTE_MS, unnoticed: false, expect };
    case 'user':
    case 'newer_commit':
    case 'resource':
      return null;
  }
}

const verdictsOf = (answer: string): readonly Verdict[] => VERDICTS.filter((verdict) => answer.startsWith(`${verdict}:`));
