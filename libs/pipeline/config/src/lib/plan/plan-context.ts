import type { GivenVariable } from '@holdpoint/pipeline-domain';
import type { TreeFacts } from './tree-facts';

/** A user, beside their username. */
export interface PlanUser {
  readonly id: number;
  /** The name for people. */
  readonly name: string;
}

/** For what a pipeline is planned. */
export interface PlanContext {
  /** Branch or tag, without `refs/heads/`. */
  readonly ref: string;
  readonly refType: 'branch' | 'tag';
  readonly sha: string;
  /** The whole message of the commit; empty where there is none. */
  readonly commitMessage: string;
  /** Who made the commit, `Name <address>`; empty where there is none. */
  readonly commitAuthor: string;
  /** When it was made, in ISO 8601; empty where there is none. */
  readonly commitTimestamp: string;
  /**
   * GitLab's pipeline source: `push`, `web`, `api`, `schedule`, `trigger`, `merge_request_event`, …; downstream of a bridge
   * `parent_pipeline` for a child pipeline and `pipeline` for one of another project.
   */
  readonly source: string;
  readonly defaultBranch: string;
  readonly projectId: number;
  /** Full path of the project, e.g. `group/demo`. */
  readonly projectPath: string;
  /** The project's name for people. */
  readonly projectTitle: string;
  /** The user who makes the pipeline. */
  readonly username: string;
  /** What else is known of them; null when nobody has that name. */
  readonly user: PlanUser | null;
  /** Variables given when the pipeline is created; they override all others. */
  readonly variables: readonly GivenVariable[];
  /** What rules have asked of the repository so far; nothing is known when left out. */
  readonly tree?: TreeFacts;
}
