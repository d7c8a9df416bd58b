/** When a job wants to run. */
export type OracleWhen = 'on_success' | 'on_failure' | 'always' | 'manual' | 'delayed';

/** A job that another job waits for; an optional one may be absent. */
export interface OracleNeed {
  readonly job: string;
  readonly optional?: boolean | undefined;
}

/** A job as written by its author; what is left out takes GitLab's default. */
export interface OracleJobDefinition {
  readonly name: string;
  readonly stage: string;
  /** `build` unless stated. An external job may only be `on_success`. */
  readonly kind?: 'build' | 'external' | undefined;
  /** `on_success` unless stated. */
  readonly when?: OracleWhen | undefined;
  /** True for a manual job, else false, unless stated. */
  readonly allowFailure?: boolean | undefined;
  /** Null or left out: the job waits for all earlier stages. A list, even an empty one: it waits for these only. */
  readonly needs?: readonly OracleNeed[] | null | undefined;
  /** Delay of a delayed job in milliseconds; a minute unless stated. Null: such a job waits for a person. */
  readonly startInMs?: number | null | undefined;
  /** How long it may run, or be waited for, in milliseconds; an hour, the project's default, unless stated. */
  readonly timeoutMs?: number | undefined;
  /** An external job that is silent for this long has failed, in milliseconds; it may be silent unless stated. */
  readonly heartbeatMs?: number | null | undefined;
  /** How often a build that fails is retried by itself; never unless stated. */
  readonly retries?: number | undefined;
}

/** A whole pipeline as written: all stages in order, and the jobs that the rules let in. */
export interface OracleDefinition {
  readonly stages: readonly string[];
  readonly jobs: readonly OracleJobDefinition[];
  /** Does one failed job (that may not fail) cancel the rest? False unless stated. */
  readonly autoCancelOnJobFailure?: boolean | undefined;
}
