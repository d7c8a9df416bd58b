import type { AutoCancelPlan, ExternalOptions, JobWhen, NeedPlan, RetryPlan } from '@holdpoint/pipeline-domain';
import type { Expression } from './expression/expression';

/** A valid `.gitlab-ci.yml`: what it says, before any ref or variable is known. Plain readonly data. */
export interface CiConfig {
  /** All stages in order, `.pre` first and `.post` last. */
  readonly stages: readonly string[];
  /** Root `variables`. */
  readonly variables: VariableMap;
  readonly workflow: WorkflowConfig;
  /** Visible jobs in the order of the document, `extends` and `default` applied. */
  readonly jobs: readonly JobConfig[];
  /** Things that are allowed but likely wrong, in GitLab's words. */
  readonly warnings: readonly string[];
}

/** Variables by name; a Map, so that a variable may be called `__proto__`. */
export type VariableMap = ReadonlyMap<string, VariableDefinition>;

/** One variable as written. */
export interface VariableDefinition {
  readonly value: string;
  /** False with `expand: false`: `$` in the value is left alone. */
  readonly expand: boolean;
}

/** `workflow`. */
export interface WorkflowConfig {
  /** `workflow:name`, not yet expanded. */
  readonly name: string | null;
  /** Null without `workflow:rules`: every pipeline is created. */
  readonly rules: readonly WorkflowRule[] | null;
  readonly autoCancel: AutoCancelPlan;
}

/** One entry of `workflow:rules`. */
export interface WorkflowRule {
  /** Null without `if`: the rule always matches. */
  readonly condition: Expression | null;
  readonly when: 'always' | 'never';
  readonly variables: VariableMap;
  /** `auto_cancel:on_job_failure` of the rule; null keeps the workflow's. */
  readonly onJobFailure: AutoCancelPlan['onJobFailure'] | null;
}

/** A visible job. */
export type JobConfig = BuildConfig | ExternalJobConfig;

/** What GitLab's Processable entry gives every job, less `variables` and `when`, which an external job cannot have. */
export interface ProcessableConfig {
  readonly name: string;
  readonly stage: string;
  /** Null without the keyword. */
  readonly needs: readonly NeedPlan[] | null;
  /** Null without the keyword. */
  readonly rules: readonly JobRule[] | null;
  /** Null when anything goes; GitLab's default `branches, tags` is filled in. */
  readonly only: RefsPolicy | null;
  readonly except: RefsPolicy | null;
  /** Null when not said. */
  readonly allowFailure: boolean | null;
  readonly interruptible: boolean;
  /** Milliseconds; null takes the project's default. */
  readonly timeoutMs: number | null;
}

/** A job that a runner executes. */
export interface BuildConfig extends ProcessableConfig {
  readonly kind: 'build';
  readonly script: readonly string[];
  readonly when: JobWhen;
  /** Milliseconds; null unless `when` is `delayed`. */
  readonly startInMs: number | null;
  readonly retry: RetryPlan | null;
  readonly tags: readonly string[];
  readonly image: string | null;
  /** The job's own variables. */
  readonly variables: VariableMap;
  /** `inherit:variables`: which root variables the job gets. */
  readonly inheritVariables: boolean | readonly string[];
}

/** A job that waits for another system. */
export interface ExternalJobConfig extends ProcessableConfig {
  readonly kind: 'external';
  readonly external: ExternalOptions;
}

/** One entry of a job's `rules`; what is null leaves the job's own value. */
export interface JobRule {
  /** Null without `if`: the rule always matches. */
  readonly condition: Expression | null;
  readonly when: JobWhen | 'never' | null;
  readonly startInMs: number | null;
  readonly allowFailure: boolean | null;
  readonly interruptible: boolean | null;
  readonly needs: readonly NeedPlan[] | null;
  readonly variables: VariableMap;
}

/** `only` or `except`: names, special words (`branches`, `tags`, `pushes`, …) and `/patterns/`, each with an optional `@project/path`. */
export interface RefsPolicy {
  readonly refs: readonly string[];
}
