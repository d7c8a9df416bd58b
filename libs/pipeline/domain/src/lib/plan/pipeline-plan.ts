import type { EnvironmentAction, EnvironmentTier } from '../environment/environment-words';
import type { JobKind } from '../status/job-kind';

/** When a job runs, as GitLab's `when` has it; `never` is kept out of plans: such a job is not planned at all. */
export type JobWhen = 'on_success' | 'on_failure' | 'always' | 'manual' | 'delayed';

/** A pipeline about to be created: what a `.gitlab-ci.yml` means for one ref, source and set of variables. */
export interface PipelinePlan {
  /** `workflow:name`, expanded; null when there is none. */
  readonly name: string | null;
  /** The stages that hold a job, in order; `position` counts over the whole `stages` list, so gaps are possible. */
  readonly stages: readonly StagePlan[];
  readonly jobs: readonly JobPlan[];
  readonly autoCancel: AutoCancelPlan;
}

/** How many jobs a pipeline may have, older attempts left out. */
export const PIPELINE_JOBS_MAX = 10_000;

/** The longest timeout of a job, and of a project whose jobs state none, in seconds: GitLab's one month. */
export const TIMEOUT_MAX_S = 2_629_746;

/** One stage of a plan. */
export interface StagePlan {
  readonly name: string;
  readonly position: number;
}

/** `workflow:auto_cancel`; GitLab's defaults are `conservative` and `none`. */
export interface AutoCancelPlan {
  readonly onJobFailure: 'none' | 'all';
  /** What a newer pipeline of the same ref does to this one. */
  readonly onNewCommit: 'conservative' | 'interruptible' | 'none';
}

/** One job of a plan; the part that processing reads, and {@link JobOptions}, which it does not. */
export interface JobPlan {
  readonly kind: JobKind;
  readonly name: string;
  /** Name of a stage in {@link PipelinePlan.stages}. */
  readonly stage: string;
  readonly when: JobWhen;
  /** Effective value: explicit, else true for `when: manual` outside rules, else false. */
  readonly allowFailure: boolean;
  /** Null without the `needs` keyword (ordered by stage); a list, even an empty one, orders the job by its needs. */
  readonly needs: readonly NeedPlan[] | null;
  /** Delay of `when: delayed`, in milliseconds; else null. */
  readonly startInMs: number | null;
  /** `timeout` in milliseconds; null takes the project's default. */
  readonly timeoutMs: number | null;
  readonly interruptible: boolean;
  /** `resource_group`, with variables expanded; null when the job excludes no other. */
  readonly resourceGroup: string | null;
  /** `environment`; null when the job has none. */
  readonly environment: EnvironmentPlan | null;
  /** `retry`; null when the job is not retried by itself. */
  readonly retry: RetryPlan | null;
  readonly options: JobOptions;
}

/** What `environment` says, with variables expanded. */
export interface EnvironmentPlan {
  /** At most 255 characters. */
  readonly name: string;
  /** The name as a label of a domain, at most 24 characters. */
  readonly slug: string;
  /** `deployment_tier`, or what the name suggests. */
  readonly tier: EnvironmentTier;
  readonly options: EnvironmentOptions;
}

/** What a job does with its environment; stored as JSON. */
export interface EnvironmentOptions {
  readonly action: EnvironmentAction;
  /** Where the environment is to be looked at once the job has deployed to it. */
  readonly url: string | null;
  /** `deployment_tier`; null when not said. */
  readonly tier: EnvironmentTier | null;
  /** The name of the job that stops the environment. */
  readonly onStop: string | null;
}

/** One entry of `needs`. */
export interface NeedPlan {
  readonly name: string;
  /** True when the needed job may be absent from the pipeline (`needs:optional`). */
  readonly optional: boolean;
}

/** `retry`: how often a failed build is retried by itself, and for which failure reasons. */
export interface RetryPlan {
  /** 0 to 2. */
  readonly max: number;
  /** Failure reasons, or `always`; never empty. */
  readonly when: readonly string[];
}

/** What only some kinds of job have; stored as JSON. */
export interface JobOptions {
  readonly script?: readonly string[];
  readonly image?: string;
  readonly tags?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  /** The `external` mapping; `{}` for `external: true`. */
  readonly external?: ExternalOptions;
  /** What a bridge triggers. */
  readonly trigger?: TriggerOptions;
  /** What the job does with its environment; a plan has it in {@link JobPlan.environment}. */
  readonly environment?: EnvironmentOptions;
}

/** What `external` says; `{}` waits for the neutral endpoint and its job's own timeout. */
export interface ExternalOptions {
  /** `match:key`, with variables expanded: a callback that names this key means this job. At most 255 characters. */
  readonly matchKey?: string;
  /** `heartbeat`: without a sign of life for this long the job fails, in milliseconds. */
  readonly heartbeatMs?: number;
  /** `cancel_grace`: how long a canceled job waits for the other system to acknowledge, in milliseconds. */
  readonly cancelGraceMs?: number;
  /** `match` of a provider whose events are about objects, with variables expanded; not beside `matchKey`. */
  readonly object?: WatchedObject;
  /** `match:receiver`: the name of the only receiver whose events count; every receiver of the project without it. */
  readonly receiver?: string;
  /** `match:commit_status`: the name of a commit status that ends this job; not beside the others. */
  readonly commitStatus?: string;
  /**
   * `fail_on`: after how many reported failures of its revision the job fails, 1 for `first`, null for `never`; 1 when
   * left out.
   */
  readonly failOn?: number | null;
  /** `on_superseded`: what becomes of the job when a newer revision of its ref succeeds first; `wait` when left out. */
  readonly onSuperseded?: OnSuperseded;
}

/** An object of another system, such as a Kustomization of Flux. */
export interface WatchedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The objects of Flux whose events say how a deployment has ended; its sources only say what was fetched. */
export const WATCHED_KINDS = ['Kustomization', 'HelmRelease'] as const;

/** What becomes of a job whose revision was skipped for a newer one. */
export const ON_SUPERSEDED = ['wait', 'success', 'failed'] as const;

/** One of {@link ON_SUPERSEDED}. */
export type OnSuperseded = (typeof ON_SUPERSEDED)[number];

/** What `trigger` says, with variables expanded. */
export interface TriggerOptions {
  /** `trigger:project`: path of another project; left out for a child pipeline. */
  readonly project?: string;
  /** `trigger:branch`; the project's default branch when left out. */
  readonly branch?: string;
  /** `trigger:include:local` of a child pipeline: paths in the same commit, merged in this order. */
  readonly include?: readonly string[];
  /** `none` ends the bridge once the pipeline exists; the others keep it running and take over how it ended. */
  readonly strategy: 'none' | 'depend' | 'mirror';
  /** Variables that the downstream pipeline is given: `trigger:forward` applied to the bridge's own and the pipeline's. */
  readonly variables: readonly GivenVariable[];
}

/** A variable that a pipeline is given when it is created. */
export interface GivenVariable {
  readonly key: string;
  readonly value: string;
  /** True for `expand: false`: a `$` in the value stays one; left out otherwise. */
  readonly raw?: true;
}
