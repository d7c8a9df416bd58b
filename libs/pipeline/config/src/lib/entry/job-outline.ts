import type { NeedPlan } from '@holdpoint/pipeline-domain';
import type { Located } from './located';

/** What the checks that look at all jobs together know of one job; null where its entry could not be read. */
export interface JobOutline {
  readonly name: string;
  /** Where the job's name is written. */
  readonly offset: number;
  readonly stage: Located<string> | null;
  readonly needs: readonly Located<NeedPlan>[] | null;
  /** `needs` of each rule that has the keyword. */
  readonly ruleNeeds: readonly (readonly Located<NeedPlan>[])[];
}
