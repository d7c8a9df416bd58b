/** One thing that is wrong with a `.gitlab-ci.yml`. */
export interface ConfigProblem {
  /** The included file that it is in; null for the text that everything begins with. */
  readonly file: string | null;
  /** The whole line as GitLab words it, e.g. `jobs:wait config contains unknown keys: script`. */
  readonly message: string;
  /** Keys from the root joined by ":", in the case they were written, e.g. `jobs:wait`; empty for the text as a whole. */
  readonly path: string;
  /** Line of the offending key or value, from 1; where it was written, also after `extends` and merges. */
  readonly line: number;
  /** Column of the offending key or value, from 1, in UTF-16 units. */
  readonly column: number;
}
