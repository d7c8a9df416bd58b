/** Statuses as a case expects them: of the pipeline, of every stage that exists, of the latest attempt of every job. */
export interface CaseView {
  readonly pipeline: string;
  readonly stages: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, string>>;
}

/** One step of a case: an event on jobs, or on the pipeline, and what must stand afterwards. */
export interface CaseTransition {
  readonly event: string;
  /** Names of jobs; null for an event on the pipeline. */
  readonly jobs: readonly string[] | null;
  readonly expect: CaseView;
}

/**
 * A pipeline-processing case in GitLab's format (`spec/services/ci/pipeline_processing/test_cases`), with one
 * extension: a job of its configuration may be `external: true`.
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
