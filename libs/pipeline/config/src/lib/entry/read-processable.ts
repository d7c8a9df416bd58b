import type { ProcessableConfig, RefsPolicy } from '../ci-config';
import { fieldOf, readStringEntry } from './fields';
import type { JobEntry } from './job-entry';
import type { JobOutline } from './job-outline';
import type { Located } from './located';
import { readAllowFailure } from './read-allow-failure';
import { readInheritable } from './read-defaults';
import { readEnvironment } from './read-environment';
import { readInherit, type Inherit } from './read-inherit';
import { needsAsWritten, readNeeds, type EntryKind, type NeedEntry } from './read-needs';
import { DEFAULT_ONLY, readRefsPolicy } from './read-refs-policy';
import { readResourceGroup } from './read-resource-group';
import { readRules, type RulesReading } from './read-rules';
import { DEFAULT_STAGE } from './read-stages';

/** The common part of a job. */
export interface ProcessableReading {
  readonly config: ProcessableConfig;
  readonly outline: JobOutline;
  readonly inherit: Inherit;
  /** A text to warn with, else null. */
  readonly warning: string | null;
}

/** Reads what all jobs share: GitLab's Processable entry less `variables` and `when`. */
export function readProcessable(job: JobEntry, kind: EntryKind): ProcessableReading {
  const { map, scope, surroundings } = job;
  checkRulesAlone(job);
  const inherit = readInherit(fieldOf(map, 'inherit', scope), kind);
  const needs = readNeeds(fieldOf(map, 'needs', scope), kind, surroundings.context);
  const rules = readRules(fieldOf(map, 'rules', scope), kind, surroundings.context);
  const stage = readStage(job);
  const config: ProcessableConfig = {
    name: job.name,
    stage: stage?.value ?? DEFAULT_STAGE,
    needs: needs === null ? null : needsAsWritten(needs),
    rules: rules?.rules ?? null,
    only: readOnly(job),
    except: readRefsPolicy(fieldOf(map, 'except', scope), surroundings.context),
    allowFailure: readAllowFailure(fieldOf(map, 'allow_failure', scope), kind),
    interruptible: readInheritable('interruptible', { map, scope, inherit }, surroundings.defaults) ?? false,
    resourceGroup: readResourceGroup(fieldOf(map, 'resource_group', scope)),
    environment: readEnvironment(fieldOf(map, 'environment', scope)),
  };
  return { config, outline: outlineOf(job, config, { stage, needs, rules }), inherit, warning: warningFor(job, rules) };
}

const NOT_WITH_RULES: ReadonlySet<string> = new Set(['only', 'except', 'start_in']);

/** Rules replace `only`, `except` and `start_in`; GitLab refuses them together, and names those it found. */
function checkRulesAlone({ map, scope }: JobEntry): void {
  if (fieldOf(map, 'rules', scope) === null) return;
  const found = [...map.entries.keys()].filter((key) => NOT_WITH_RULES.has(key) && fieldOf(map, key, scope) !== null);
  const [first] = found;
  if (first === undefined) return;
  const offset = map.entries.get(first)?.keyOffset ?? map.offset;
  scope.config(`key may not be used with \`rules\`: ${found.join(', ')}`, offset);
}

/** `only`; without any rules GitLab's default is filled in. */
function readOnly({ map, scope, surroundings }: JobEntry): RefsPolicy | null {
  const field = fieldOf(map, 'only', scope);
  const hasRules = fieldOf(map, 'rules', scope) !== null || surroundings.hasWorkflowRules;
  return field === null && !hasRules ? DEFAULT_ONLY : readRefsPolicy(field, surroundings.context);
}

/** Null when the stage was reported. */
function readStage({ map, scope, offset }: JobEntry): Located<string> | null {
  const field = fieldOf(map, 'stage', scope);
  if (field === null) return { value: DEFAULT_STAGE, offset };
  const value = readStringEntry(field);
  return value === null ? null : { value, offset: field.node.offset };
}

/** What was read of a job, with where it is written. */
interface LocatedParts {
  readonly stage: Located<string> | null;
  readonly needs: readonly Located<NeedEntry>[] | null;
  readonly rules: RulesReading | null;
}

function outlineOf({ name, offset, map, scope }: JobEntry, { environment }: ProcessableConfig, { stage, needs, rules }: LocatedParts): JobOutline {
  const field = fieldOf(map, 'environment', scope);
  const located = field && { value: environment, offset: field.node.offset };
  return { name, offset, stage, needs, ruleNeeds: rules?.needs ?? [], environment: located, instances: null };
}

/** GitLab's one warning about rules: a push and a merge request would each start the job. */
function warningFor({ name, surroundings }: JobEntry, rules: RulesReading | null): string | null {
  if (rules?.endsOpen !== true || surroundings.hasWorkflowRules) return null;
  return (
    `jobs:${name} may allow multiple pipelines to run for a single action due to ` +
    '`rules:when` clause with no `workflow:rules`'
  );
}
