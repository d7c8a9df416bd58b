import { err, ok, type Result } from '@holdpoint/kernel';
import type { JobWhen, NeedPlan } from '@holdpoint/pipeline-domain';
import type { JobConfig, JobRule, VariableMap } from '../ci-config';
import { matchesRefs } from './matches-refs';
import { matchingRule } from './matching-rule';
import type { PlanSession } from './plan-session';
import type { VariableScope } from './variable-scope';

/** How a job takes part in a pipeline: its own values, overridden by those of the matching rule. */
export interface JobOutcome {
  readonly when: JobWhen;
  readonly startInMs: number | null;
  readonly allowFailure: boolean;
  readonly interruptible: boolean;
  readonly needs: readonly NeedPlan[] | null;
  /** `rules:variables` of the matching rule. */
  readonly variables: VariableMap;
}

/** Applies `rules`, or `only` and `except`; null when the job is not part of the pipeline. Or what is wrong with a rule. */
export function selectJob(job: JobConfig, variables: VariableScope, session: PlanSession): Result<JobOutcome | null, string> {
  if (job.rules === null) return ok(passesRefs(job, session) ? outcomeOf(job, null) : null);
  const matching = matchingRule(job.rules, variables, session);
  if (!matching.ok) return err(`Failed to parse rule for ${job.name}: ${matching.error}`);
  const rule = matching.value;
  return ok(rule === undefined || rule.when === 'never' ? null : outcomeOf(job, rule));
}

function passesRefs({ only, except }: JobConfig, { context, patterns }: PlanSession): boolean {
  if (except !== null && matchesRefs(except, context, patterns)) return false;
  return only === null || matchesRefs(only, context, patterns);
}

/**
 * What holds of a job where no rule says otherwise. GitLab lets a failure of a manual job pass by default, but looks at the
 * job's own `when` only: a manual rule blocks unless it says `allow_failure`.
 */
export function ownOutcome(job: JobConfig): Pick<JobOutcome, 'when' | 'allowFailure'> {
  const when = job.kind === 'external' ? 'on_success' : job.when;
  return { when, allowFailure: job.allowFailure ?? when === 'manual' };
}

function outcomeOf(job: JobConfig, rule: JobRule | null): JobOutcome {
  const own = ownOutcome(job);
  const when = rule?.when ?? own.when;
  return {
    when: when === 'never' ? own.when : when,
    startInMs: rule?.startInMs ?? (job.kind === 'build' ? job.startInMs : null),
    allowFailure: rule?.allowFailure ?? own.allowFailure,
    interruptible: rule?.interruptible ?? job.interruptible,
    needs: rule?.needs ?? job.needs,
    variables: rule?.variables ?? new Map(),
  };
}
