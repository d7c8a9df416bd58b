import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobOptions, TriggerOptions } from '@holdpoint/pipeline-domain';
import type { BridgeConfig } from '../ci-config';
import type { OptionVariables } from './plan-options';

/**
 * Writes what a bridge triggers, with the variables that it hands on. A path or branch that is empty once its variables
 * are known is a problem: an empty branch would silently become the default branch. Only files are found by variables that
 * refer to others: GitLab expands those in the child, which has them as the bridge has expanded them (its `Ci::Bridge`).
 */
export function planTrigger(bridge: BridgeConfig, { scope, fromRule, all }: OptionVariables): Result<JobOptions, readonly string[]> {
  const { project, branch, include, strategy } = bridge.trigger;
  const weigh = (text: string): string => all.weigh(text.trim());
  const texts = {
    ...(project === null ? {} : { project: weigh(scope.expandOnce(project)) }),
    ...(branch === null ? {} : { branch: weigh(scope.expandOnce(branch)) }),
    ...(include === null ? {} : { include: include.map((path) => weigh(scope.expand(path))) }),
  };
  const empty = Object.entries(texts).find(([, text]) => [text].flat().includes(''));
  if (empty !== undefined) return err([`'${bridge.name}' job: trigger:${empty[0]} is empty once its variables are expanded`]);
  const trigger: TriggerOptions = { ...texts, strategy, variables: all.handedOn(bridge, fromRule, scope) };
  return ok({ trigger });
}
