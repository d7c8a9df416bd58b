import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobOptions, TriggerOptions } from '@holdpoint/pipeline-domain';
import type { BridgeConfig } from '../ci-config';
import type { PlannedVariables } from './plan-job';

/** Writes what a bridge triggers, with the variables that it hands on; an empty project or path is a problem. */
export function planTrigger({ name, trigger }: BridgeConfig, variables: PlannedVariables): Result<JobOptions, string> {
  const expand = (text: string): string => variables.scope.expand(text).trim();
  const project = trigger.project === null ? null : expand(trigger.project);
  const branch = trigger.branch === null ? null : expand(trigger.branch);
  const include = trigger.include?.map(expand) ?? null;
  if (project === '' || include?.includes('')) return err(`'${name}' job: trigger is empty once its variables are expanded`);
  const options: TriggerOptions = {
    ...(project === null ? {} : { project }),
    ...(branch === null || branch === '' ? {} : { branch }),
    ...(include === null ? {} : { include }),
    strategy: trigger.strategy,
    variables: forwarded(trigger, variables),
  };
  return ok({ trigger: options });
}

/** Those of the bridge win over those of the pipeline. Source: GitLab's `Gitlab::Ci::Variables::Downstream::Generator`. */
function forwarded(trigger: BridgeConfig['trigger'], { scope, record, given }: PlannedVariables): TriggerOptions['variables'] {
  const values = new Map<string, string>();
  if (trigger.forwardPipelineVariables) for (const [key, value] of Object.entries(given)) values.set(key, value);
  if (trigger.forwardYamlVariables) {
    for (const [key, value] of Object.entries(record ?? {})) values.set(key, scope.expand(value));
  }
  return [...values].map(([key, value]) => ({ key, value }));
}
