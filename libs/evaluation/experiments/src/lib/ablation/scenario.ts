import type { CallbackOutcome, HookEvent } from '@holdpoint/pipeline-domain';

/** A pipeline and what happens to it, without expectations: what the product makes of it is what is expected. */
export interface Scenario {
  /** Unique; kebab-case. */
  readonly name: string;
  /** The text of the `.gitlab-ci.yml`. */
  readonly config: string;
  /** What the project's hooks tell the other system; with `start` it reports only on jobs that it was told of. */
  readonly hooks: readonly HookEvent[];
  readonly steps: readonly ScenarioStep[];
}

/** One thing that happens. `user`, `newer_commit` and `resource` have no words in the format of conformance cases. */
export type ScenarioStep =
  | { readonly type: 'event'; readonly event: string; readonly jobs: readonly string[] | null }
  | { readonly type: 'callback'; readonly job: string; readonly outcome: CallbackOutcome }
  | { readonly type: 'advance'; readonly minutes: number }
  | { readonly type: 'user'; readonly action: 'cancel' | 'retry'; readonly job: string }
  | { readonly type: 'newer_commit' }
  | { readonly type: 'resource'; readonly job: string };

/** A runner's or a person's event on jobs. */
export const event = (name: string, ...jobs: readonly string[]): ScenarioStep => ({ type: 'event', event: name, jobs });

/** An event on the pipeline: `cancel` or `retry`. */
export const pipelineEvent = (name: 'cancel' | 'retry'): ScenarioStep => ({ type: 'event', event: name, jobs: null });

/** A report of the other system about a job. */
export const callback = (job: string, outcome: CallbackOutcome): ScenarioStep => ({ type: 'callback', job, outcome });

/** Time that passes; what has fallen due by then has happened. */
export const advance = (minutes: number): ScenarioStep => ({ type: 'advance', minutes });

/** A person's action on one job, as the API takes it. */
export const user = (action: 'cancel' | 'retry', job: string): ScenarioStep => ({ type: 'user', action, job });

/** A newer pipeline of the same ref has made this one redundant. */
export const newerCommit: ScenarioStep = { type: 'newer_commit' };

/** A job has got the resource of its group. */
export const resource = (job: string): ScenarioStep => ({ type: 'resource', job });
