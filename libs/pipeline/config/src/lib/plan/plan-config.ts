import { err, ok, type Result } from '@holdpoint/kernel';
import type { PipelinePlan } from '@holdpoint/pipeline-domain';
import { parseCiConfig, parseCiConfigs } from '../parse-ci-config';
import type { ConfigProblem } from '../problem/config-problem';
import type { ConfigFile } from '../problem/source-text';
import type { PlanContext } from './plan-context';
import { planPipeline } from './plan-pipeline';
import type { PlanRefusal } from './plan-refusal';
import type { TreeQuestions } from './tree-facts';

/** The text of a `.gitlab-ci.yml`, or the files that are one configuration together. */
export type ConfigSource = string | readonly ConfigFile[];

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

/** Reads a configuration and plans a pipeline from it: {@link parseCiConfigs}, then {@link planPipeline}. */
export function planConfig(source: ConfigSource, context: PlanContext): Result<PlannedConfig, PlannedRefusal | PlannedQuestions> {
  const config = typeof source === 'string' ? parseCiConfig(source) : parseCiConfigs(source);
  if (!config.ok) return err({ problems: config.error });
  const { warnings } = config.value;
  const plan = planPipeline(config.value, context);
  if (plan.ok) return ok({ plan: plan.value, warnings });
  return err('questions' in plan.error ? { questions: plan.error.questions } : { refusal: plan.error, warnings });
}
