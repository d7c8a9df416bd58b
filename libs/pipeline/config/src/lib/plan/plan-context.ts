import type { GivenVariable } from '@holdpoint/pipeline-domain';

/** For what a pipeline is planned. */
export interface PlanContext {
  /** Branch or tag, without `refs/heads/`. */
  readonly ref: string;
  readonly refType: 'branch' | 'tag';
  readonly sha: string;
  /** The whole message of the commit; empty where there is none. */
  readonly commitMessage: string;
  /**
   * GitLab's pipeline source: `push`, `web`, `api`, `schedule`, `trigger`, `merge_request_event`, …; downstream of a bridge
   * `parent_pipeline` for a child pipeline and `pipeline` for one of another project.
   */
  readonly source: string;
  readonly defaultBranch: string;
  readonly projectId: number;
  /** Full path of the project, e.g. `group/demo`. */
  readonly projectPath: string;
  /** The user who makes the pipeline. */
  readonly username: string;
  /** Variables given when the pipeline is created; they override all others. */
  readonly variables: readonly GivenVariable[];
}
