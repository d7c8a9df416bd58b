import { assert } from '@holdpoint/kernel';
import type { PipelineId } from '../processing/pipeline-facts';
import type { Verdict } from './callback-match';

/**
 * Verdicts, most successful first: where a callback meets several jobs the first one counts. One that is kept for a job was
 * taken, whatever the others have refused; what nobody waits for or will wait for comes last.
 */
const BY_SUCCESS: Readonly<Record<Verdict, number>> = {
  accepted: 1,
  progress: 2,
  duplicate: 3,
  parked: 4,
  ignored: 5,
  conflict: 6,
  late: 7,
  superseded: 8,
  stale: 9,
  expired: 10,
  unmatched: 11,
};

/** The match that a callback is answered by, of all that it came to; throws when there is none. */
export function leadingMatch<M extends { readonly verdict: Verdict }>(matches: readonly M[]): M {
  const [lead] = [...matches].sort((a, b) => BY_SUCCESS[a.verdict] - BY_SUCCESS[b.verdict]);
  assert(lead, 'a callback has a match, even if it met nothing');
  return lead;
}

/** A match as the ledger keeps it. */
interface KeptMatch {
  readonly verdict: Verdict;
  readonly pipelineId: PipelineId | null;
  readonly jobName: string | null;
}

/** The matches of a callback that still hold, of all in the order in which they were made. */
export const standingMatches = <M extends KeptMatch>(matches: readonly M[]): readonly M[] =>
  matches.filter((match, index) => !isPast(match, matches.slice(index + 1)));

/** What was parked has come to something once another match has followed: for its job, or for any if it named none. */
const isPast = ({ verdict, pipelineId, jobName }: KeptMatch, later: readonly KeptMatch[]): boolean =>
  verdict === 'parked' && later.some((match) => pipelineId === null || (match.pipelineId === pipelineId && match.jobName === jobName));
