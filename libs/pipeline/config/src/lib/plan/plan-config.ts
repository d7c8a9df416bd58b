import { err, ok, type Result } from '@holdpoint/kernel';
import type { PipelinePlan } from '@holdpoint/pipeline-domain';
import { read, type ConfigSource } from '../parse-ci-config';
import type { ConfigProblem } from '../problem/config-problem';
import type { PlanContext } from './plan-context';
import { planWithin } from './plan-pipeline';
import type { PlanRefusal } from './plan-refusal';
import { PlanSession } from './plan-session';
import type { TreeQuestions } from './tree-facts';

/** A plan, and what its configuration was warned of. */
export interface PlannedConfig {
  readonly plan: PipelinePlan;
  readonly warnings: readonly string[];
}

/** Why there is no plan: a configuration that is wrong, or one that makes no pipeline here. */
export type PlannedRefusal =
  | { readonly problems: readonly ConfigProblem[] }
  | { readonly refusal: PlanRefusal; readonly warnings: readonly string[] };

/** There is no plan yet: these are to be answered first, in `tree` of the context. */
export interface PlannedQuestions {
  readonly questions: TreeQuestions;
}

/** Reads a configuration and plans a pipeline from it: {@link readCiConfig}, then {@link planPipeline}. */
export function planConfig(source: ConfigSource, context: PlanContext): Result<PlannedConfig, PlannedRefusal | PlannedQuestions> {
  const session = new PlanSession(context);
  const config = read(source, session);
  if (!config.ok) return config;
  const { warnings } = config.value;
  const plan = planWithin(config.value, session);
  if (plan.ok) return ok({ plan: plan.value, warnings });
  return err('questions' in plan.error ? { questions: plan.error.questions } : { refusal: plan.error, warnings });
}
