import type { JobFacts, ReportedFailure } from '../processing/pipeline-facts';

/** What `fail_on` may count to, and failures of a job that are remembered: `never` counts none, and must not grow for ever. */
export const FAIL_ON_MAX = 100;

/** What one more reported failure does to a waiting job: ends it, is counted, or was counted before. */
export type FailureCount = 'ends' | 'counted' | 'known';

/**
 * Counts a failure by `fail_on`. A failure is told from another by the id of its event or by when it happened, because every
 * delivery may come twice and a sender that tries again reports each try: Flux does at every `retryInterval`.
 */
export function countFailure(
  { external, reportedFailures }: Pick<JobFacts, 'external' | 'reportedFailures'>,
  failure: ReportedFailure,
): FailureCount {
  const { failOn = 1 } = external ?? {};
  if (reportedFailures.includes(failure)) return 'known';
  return failOn !== null && reportedFailures.length + 1 >= failOn ? 'ends' : 'counted';
}

/** The failures of a job with one more; the oldest are forgotten, and would count again if they were delivered again. */
export const withFailure = (reportedFailures: readonly ReportedFailure[], failure: ReportedFailure): readonly ReportedFailure[] =>
  [...reportedFailures, failure].slice(-FAIL_ON_MAX);
