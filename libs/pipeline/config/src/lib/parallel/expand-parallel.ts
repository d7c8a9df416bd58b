import type { NeedPlan } from '@holdpoint/pipeline-domain';
import type { JobConfig } from '../ci-config';
import { TOO_PARALLEL, type EntryContext } from '../entry/entry-context';
import type { JobOutline } from '../entry/job-outline';
import type { Located } from '../entry/located';
import type { NeedEntry } from '../entry/read-needs';
import { neededNames, type JobsByName } from './needed-names';
import { instanceCount, type ParallelInstance } from './parallel';

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
    return mayExpand(config, outline, jobs, context) ? instances(withNeeds(config, outline, jobs), outline.instances) : [];
  });
}

/** What is added is counted before it is made: 200 jobs that need 200 others are 40,000 needs. */
function mayExpand(config: JobConfig, outline: JobOutline, jobs: JobsByName, context: EntryContext): boolean {
  const needs = [outline.needs ?? [], ...outline.ruleNeeds].flat();
  const needed = needs.reduce((count, { value }) => count + neededCount(value, jobs), 0);
  const variables = config.kind !== 'external' && hasChoice(outline) ? config.variables.size : 0;
  const added = (needed + variables) * (outline.instances?.length ?? 1) - needs.length - variables;
  if (context.takeParallel(added)) return true;
  context.scope(`jobs:${outline.name}`).config(TOO_PARALLEL, outline.offset);
  return false;
}

/** Without a matrix its jobs share their variables. */
const hasChoice = ({ instances }: JobOutline): boolean => instances?.some(({ variables }) => variables.size > 0) ?? false;

const neededCount = ({ name, parallel }: NeedEntry, jobs: JobsByName): number =>
  parallel === null ? (jobs.get(name)?.instances?.length ?? 1) : instanceCount(parallel);

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
  return made.map(({ name, node, variables }) => ({
    ...config,
    name,
    node,
    variables: variables.size === 0 ? config.variables : new Map([...config.variables, ...variables]),
  }));
}
