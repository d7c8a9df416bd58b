import { planCase } from '@holdpoint/evaluation-scenario';
import { assert, DAY_MS, MINUTE_MS } from '@holdpoint/kernel';
import type { CiModel, PipelinePlan } from '@holdpoint/pipeline-domain';
import { runScenario } from './run-scenario';
import { advance, type Scenario, type ScenarioStep } from './scenario';
import type { Trace } from './snapshot';

/** A scenario with what the product makes of it. */
export interface Reference {
  readonly scenario: Scenario;
  readonly plan: PipelinePlan;
  readonly trace: Trace;
}

/** Runs a scenario on the product, as it is; null when its configuration is refused. */
export function referenceOf(model: CiModel, scenario: Scenario): Reference | null {
  const plan = planCase(scenario.config);
  return plan.ok ? { scenario, plan: plan.value, trace: runScenario(model, scenario, plan.value) } : null;
}

/**
 * Runs scenarios on the product, each with a day more at its end: only what has not come to an end then never does.
 * Throws when the configuration of one is refused.
 */
export function referencesOf(model: CiModel, scenarios: readonly Scenario[]): readonly Reference[] {
  return scenarios.map((scenario) => {
    const reference = referenceOf(model, { ...scenario, steps: [...scenario.steps, advance(DAY_MS / MINUTE_MS)] });
    assert(reference, `the configuration of the scenario ${scenario.name} is sound`);
    return reference;
  });
}

const WORDLESS: ReadonlySet<ScenarioStep['type']> = new Set<ScenarioStep['type']>(['user', 'newer_commit', 'resource']);

/**
 * Whether a scenario can be written as a conformance case: the format has no words for hooks and for some steps, and knows
 * nothing of what other pipelines hold, nor of environments.
 */
export function isExpressible({ config, hooks, steps }: Scenario): boolean {
  return hooks.length === 0 && !/resource_group|environment/.test(config) && steps.every(({ type }) => !WORDLESS.has(type));
}

/** The scenarios in which the product itself crashes, told in a sentence each. */
export function crashesOf(references: readonly Reference[]): readonly string[] {
  return references.flatMap(({ scenario, trace }) => {
    const last = trace.at(-1);
    return last?.answer.type === 'crashed' ? [`${scenario.name} crashes: ${last.answer.text}`] : [];
  });
}
