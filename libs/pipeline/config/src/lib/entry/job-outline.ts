import type { EnvironmentConfig } from '../ci-config';
import type { ParallelInstance } from '../parallel/parallel';
import type { Located } from './located';
import type { NeedEntry } from './read-needs';

/** What the checks that look at all jobs together know of one job; null where its entry could not be read. */
export interface JobOutline {
  readonly name: string;
  /** Where the job's name is written. */
  readonly offset: number;
  readonly stage: Located<string> | null;
  readonly needs: readonly Located<NeedEntry>[] | null;
  /** `needs` of each rule that has the keyword. */
  readonly ruleNeeds: readonly (readonly Located<NeedEntry>[])[];
  /** Null without the keyword; a value of null where its entry could not be read. */
  readonly environment: Located<EnvironmentConfig | null> | null;
  /** The jobs that `parallel` makes of it; null without the keyword. */
  readonly instances: readonly ParallelInstance[] | null;
}
