import type { GivenVariable } from '@holdpoint/pipeline-domain';

/** For what a pipeline is planned. */
export interface PlanContext {
  /** Branch or tag, without `refs/heads/`. */
  readonly ref: string;
  readonly refType: 'branch' | 'tag';
  readonly sha: string;
  /**
   * GitLab's pipeline source: `push`, `web`, `api`, `schedule`, `trigger`, `merge_request_event`, …; downstream of a bridge
   * `parent_pipeline` for a child pipeline and `pipeline` for one of another project.
   */
  readonly source: string;
  readonly defaultBranch: string;
  /** Full path of the project, e.g. `group/demo`. */
  readonly projectPath: string;
  /** Variables given when the pipeline is created; they override all others. */
  readonly variables: readonly GivenVariable[];
}
