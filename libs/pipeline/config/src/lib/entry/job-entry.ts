import type { Scope } from '../problem/scope';
import type { YamlMap } from '../yaml/yaml-node';
import type { EntryContext } from './entry-context';
import type { InheritableValues } from './read-defaults';

/** One visible job that is about to be read, and what it shares with the others. */
export interface JobEntry {
  readonly name: string;
  /** Where the job's name is written. */
  readonly offset: number;
  readonly map: YamlMap;
  readonly scope: Scope;
  readonly surroundings: JobSurroundings;
}

/** What is the same for every job of one text. */
export interface JobSurroundings {
  readonly context: EntryContext;
  readonly defaults: InheritableValues;
  readonly hasWorkflowRules: boolean;
}
