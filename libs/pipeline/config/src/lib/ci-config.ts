import type {
  AutoCancelPlan,
  EnvironmentOptions,
  ExternalOptions,
  JobWhen,
  NeedPlan,
  RetryPlan,
  TriggerOptions,
} from '@holdpoint/pipeline-domain';
import type { Expression } from './expression/expression';

/** A valid `.gitlab-ci.yml`: what it says, before any ref or variable is known. Plain readonly data. */
export interface CiConfig {
  /** All stages in order, `.pre` first and `.post` last. */
  readonly stages: readonly string[];
  /** Root `variables`. */
  readonly variables: VariableMap;
  readonly workflow: WorkflowConfig;
  /** Visible jobs in the order of the document, `extends`, `default` and `parallel` applied. */
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
  readonly autoCancel: AutoCancelConfig;
}

/** What `auto_cancel` says; null where it does not say it. */
export interface AutoCancelConfig {
  readonly onJobFailure: AutoCancelPlan['onJobFailure'] | null;
  readonly onNewCommit: AutoCancelPlan['onNewCommit'] | null;
}

/** When a rule matches: all of what it says must hold, and one that says nothing always does. */
export interface RuleClauses {
  /** `if`; null without it. */
  readonly condition: Expression | null;
  /** Null without the keyword. */
  readonly changes: ChangesClause | null;
  /** `exists`: globs, variables not yet expanded; null without the keyword. */
  readonly exists: readonly string[] | null;
}

/** `rules:changes`. */
export interface ChangesClause {
  /** Globs, variables not yet expanded. */
  readonly paths: readonly string[];
  /** The ref to compare with, variables not yet expanded; null compares with what was there before a push. */
  readonly compareTo: string | null;
}

/** One entry of `workflow:rules`. */
export interface WorkflowRule extends RuleClauses {
  readonly when: 'always' | 'never';
  readonly variables: VariableMap;
  /** `auto_cancel` of the rule; what it does not say is the workflow's. */
  readonly autoCancel: AutoCancelConfig;
}

/** A visible job. */
export type JobConfig = BuildConfig | BridgeConfig | ExternalJobConfig;

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
  /** The key of `resource_group`, variables not yet expanded; null without one. */
  readonly resourceGroup: string | null;
  /** Null without the keyword. */
  readonly environment: EnvironmentConfig | null;
}

/** `environment`, with variables not yet expanded. */
export interface EnvironmentConfig {
  readonly name: string;
  readonly options: EnvironmentOptions;
}

/** Which of the jobs of `parallel` a job is. */
export interface ParallelNode {
  /** Counts from 1. */
  readonly index: number;
  readonly total: number;
}

/** A job that a runner executes. */
export interface BuildConfig extends ProcessableConfig {
  readonly kind: 'build';
  /** Null without `parallel`. */
  readonly node: ParallelNode | null;
  readonly script: readonly string[];
  readonly when: JobWhen;
  /** Milliseconds; null unless `when` is `delayed`. */
  readonly startInMs: number | null;
  /** Milliseconds; null takes the project's default. */
  readonly timeoutMs: number | null;
  readonly retry: RetryPlan | null;
  readonly tags: readonly string[];
  readonly image: string | null;
  /** The job's own variables. */
  readonly variables: VariableMap;
  /** `inherit:variables`: which root variables the job gets. */
  readonly inheritVariables: boolean | readonly string[];
}

/** A job that triggers a pipeline. */
export interface BridgeConfig extends ProcessableConfig {
  readonly kind: 'bridge';
  /** Null without `parallel`. */
  readonly node: ParallelNode | null;
  readonly when: Exclude<JobWhen, 'delayed'>;
  readonly trigger: TriggerConfig;
  /** The job's own variables. */
  readonly variables: VariableMap;
  /** `inherit:variables`: which root variables the job gets. */
  readonly inheritVariables: boolean | readonly string[];
}

/** `trigger`, with variables not yet expanded. */
export interface TriggerConfig {
  /** Null for a child pipeline. */
  readonly project: string | null;
  readonly branch: string | null;
  /** `include:local` of a child pipeline; null for a pipeline of another project. */
  readonly include: readonly string[] | null;
  readonly strategy: TriggerOptions['strategy'];
  /** `forward:yaml_variables` and `forward:pipeline_variables`. */
  readonly forwardYamlVariables: boolean;
  readonly forwardPipelineVariables: boolean;
}

/** A job that waits for another system. */
export interface ExternalJobConfig extends ProcessableConfig {
  readonly kind: 'external';
  /** Milliseconds; null takes the project's default. */
  readonly timeoutMs: number | null;
  /** The texts of `match` in it are not yet expanded. */
  readonly external: ExternalOptions;
}

/** One entry of a job's `rules`; what is null leaves the job's own value. */
export interface JobRule extends RuleClauses {
  readonly when: JobWhen | 'never' | null;
  readonly startInMs: number | null;
  readonly allowFailure: boolean | null;
  readonly interruptible: boolean | null;
  readonly needs: readonly NeedPlan[] | null;
  readonly variables: VariableMap;
}

/**
 * `only` or `except`: names, special words (`branches`, `tags`, `pushes`, …) and `/patterns/`, each with an optional
 * `@project/path`.
 */
export interface RefsPolicy {
  readonly refs: readonly string[];
}
