import type { Result } from '@holdpoint/kernel';
import type { Verdict } from '@holdpoint/pipeline-domain';
import type { CaseCallback, CaseView } from './conformance-case';

/** What runs cases: each implementation takes the same steps on another store. */
export interface CaseEngine {
  /** The store, as a report names it. */
  readonly store: string;
  /** Creates a pipeline from a `.gitlab-ci.yml` and processes it; answers what is wrong with the configuration otherwise. */
  start(config: string): Promise<Result<CaseRun, string>>;
}

/** A pipeline of a case. */
export interface CaseRun {
  /** Fires one event on jobs by name, or on the pipeline; answers why it was refused otherwise. */
  fire(event: string, jobs: readonly string[] | null): Promise<Result<void, string>>;
  /** Delivers a callback once and answers its verdict, or why it could not be delivered. */
  report(callback: CaseCallback): Promise<Result<Verdict, string>>;
  /** Moves the clock by milliseconds; what is due happens at once, or with the next step when nobody notices. */
  advance(ms: number, noticed: boolean): Promise<void>;
  /** What the store holds. */
  view(): Promise<CaseView>;
}
