import type { CallbackOutcome, Verdict } from '@holdpoint/pipeline-domain';

/** Statuses as a case expects them: of the pipeline, of every stage that exists, of the latest attempt of every job. */
export interface CaseView {
  readonly pipeline: string;
  readonly stages: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, string>>;
  /** More of some of these attempts, by the names of their jobs; left out by a case or a store that does not say. */
  readonly details?: Readonly<Record<string, CaseJobDetails>>;
}

/** What shows of a job beside its status; instants in milliseconds since the pipeline was made, null where there is none. */
export interface CaseJobDetails {
  readonly failure_reason: string | null;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly deadline_at: number | null;
}

/** One step of a case, and what must stand afterwards. */
export type CaseTransition = EventTransition | CallbackTransition | AdvanceTransition;

/** An event on jobs, or on the pipeline. */
export interface EventTransition {
  readonly event: string;
  /** Names of jobs; null for an event on the pipeline. */
  readonly jobs: readonly string[] | null;
  /** True when the event must be refused; left out when it must not. */
  readonly refused?: boolean;
  readonly expect: CaseView;
}

/** A report about external work, with what happens to it on its way. */
export interface CallbackTransition {
  readonly callback: CaseCallback;
  /** How often it arrives: `lost: true` is 0, `twice: true` is 2. */
  readonly deliveries: 0 | 1 | 2;
  /** The verdicts of the first deliveries, in order; empty when the case does not say. */
  readonly verdicts: readonly Verdict[];
  readonly expect: CaseView;
}

/** The clock moves on, and what falls due happens. */
export interface AdvanceTransition {
  /** In milliseconds, above 0. */
  readonly advanceMs: number;
  /** True when nobody watches the clock: what is due happens with the next step, before anything else. */
  readonly unnoticed: boolean;
  readonly expect: CaseView;
}

/** What a callback of a case says. */
export interface CaseCallback {
  /** The name of the job. */
  readonly job: string;
  readonly status: CallbackOutcome;
  /** The attempt whose token it carries, from 1; null when it names the job by pipeline and name alone. */
  readonly attempt: number | null;
}

/**
 * A pipeline-processing case in GitLab's format (`spec/services/ci/pipeline_processing/test_cases`), with extensions: a
 * job of its configuration may be external, and a step may be a callback or move the clock.
 */
export interface ConformanceCase {
  /** The case's file name. */
  readonly name: string;
  /** The text of the `.gitlab-ci.yml`. */
  readonly config: string;
  /** What must stand after the first processing. */
  readonly init: CaseView;
  readonly transitions: readonly CaseTransition[];
}
