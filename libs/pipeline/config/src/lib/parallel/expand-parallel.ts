import type { NeedPlan } from '@holdpoint/pipeline-domain';
import type { JobConfig } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import type { EntryContext } from '../entry/entry-context';
import type { JobOutline } from '../entry/job-outline';
import type { Located } from '../entry/located';
import type { NeedEntry } from '../entry/read-needs';
import { neededNames, type JobsByName } from './needed-names';
import type { ParallelInstance } from './parallel';

/** A job that was read, with the needs as they are written. */
export interface ExpandableJob {
  readonly config: JobConfig | null;
  readonly outline: JobOutline;
}

/**
 * Puts the jobs that `parallel` makes in the place of the one they are made of, and in the place of a need of it. Source:
 * GitLab's `Gitlab::Ci::Config::Normalizer`.
 */
export function expandParallel(readings: readonly ExpandableJob[], context: EntryContext): readonly JobConfig[] {
  const jobs: JobsByName = new Map(readings.map(({ outline }) => [outline.name, outline]));
  const isPlain = readings.every(({ outline }) => outline.instances === null);
  return readings.flatMap(({ config, outline }) => {
    if (config === null || isPlain) return config ?? [];
    return mayExpand(outline, jobs, context) ? instances(withNeeds(config, outline, jobs), outline.instances) : [];
  });
}

/** Counted before anything is made: 200 jobs that need 200 others are 40,000 needs. */
function mayExpand(outline: JobOutline, jobs: JobsByName, context: EntryContext): boolean {
  const lists = [outline.needs ?? [], ...outline.ruleNeeds];
  const needs = lists.reduce((sum, list) => sum + list.reduce((count, { value }) => count + neededCount(value, jobs), 0), 0);
  if (context.takeParallel(needs * (outline.instances?.length ?? 1))) return true;
  const message = `generates too many jobs and needs (maximum is ${CONFIG_LIMITS.parallelWork} in all)`;
  context.scope(`jobs:${outline.name}:needs`).config(message, outline.offset);
  return false;
}

const neededCount = ({ name, parallel }: NeedEntry, jobs: JobsByName): number =>
  parallel === null ? (jobs.get(name)?.instances?.length ?? 1) : CONFIG_LIMITS.parallelJobs;

function withNeeds(config: JobConfig, outline: JobOutline, jobs: JobsByName): JobConfig {
  const expand = (needs: readonly Located<NeedEntry>[]): readonly NeedPlan[] =>
    needs.flatMap(({ value }) => neededNames(value, jobs).map((name) => ({ name, optional: value.optional })));
  const ruleNeeds = outline.ruleNeeds.map(expand).values();
  return {
    ...config,
    needs: outline.needs && expand(outline.needs),
    rules: config.rules?.map((rule) => (rule.needs === null ? rule : { ...rule, needs: ruleNeeds.next().value ?? null })) ?? null,
  };
}

function instances(config: JobConfig, made: readonly ParallelInstance[] | null): readonly JobConfig[] {
  if (made === null || config.kind === 'external') return [config];
  return made.map(({ name, node, variables }) => ({ ...config, name, node, variables: new Map([...config.variables, ...variables]) }));
}
