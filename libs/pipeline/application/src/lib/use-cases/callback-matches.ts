import { err, ok, type Result } from '@holdpoint/kernel';
import type { PipelineId, VerdictReason } from '@holdpoint/pipeline-domain';
import type { CorridorAnswer } from '../corridor/corridor-member';
import type { LedgerMatch } from '../ports/callback-ledger';
import type { FoundTarget } from '../ports/pipeline-lookup';
import type { CallbackRefusal } from './inbound-callback';

/** A report that no job will wait for. */
export const unmatched = (reason: VerdictReason, jobName: string | null): LedgerMatch => ({
  pipelineId: null,
  jobId: null,
  jobName,
  verdict: 'unmatched',
  reason,
});

/** A job that a report may have meant, among others, in a project that refuses that. */
export const ambiguous = ({ pipelineId, jobId, jobName }: FoundTarget): LedgerMatch => ({
  pipelineId,
  jobId,
  jobName,
  verdict: 'conflict',
  reason: 'ambiguous',
});

/** When one of several pipelines could not be reached the sender must try again: the others answer `duplicate` then. */
export function collectMatches(
  pipelineIds: readonly PipelineId[],
  jobName: string | null,
  answers: readonly CorridorAnswer[],
): Result<readonly LedgerMatch[], CallbackRefusal> {
  const matches: LedgerMatch[] = [];
  for (const [index, answer] of answers.entries()) {
    const pipelineId = pipelineIds[index] ?? null;
    if (!answer.ok && answer.error !== 'pipeline_not_found') return err(answer.error);
    matches.push(answer.ok ? { ...matchOf(answer.value), pipelineId } : { ...unmatched('pipeline_not_found', jobName), pipelineId });
  }
  return ok(matches);
}

function matchOf(result: Extract<CorridorAnswer, { ok: true }>['value']): Omit<LedgerMatch, 'pipelineId'> {
  if (result.type !== 'matched') throw new Error('a callback is answered by a match');
  const { jobId, jobName, verdict, reason } = result.match;
  return { jobId, jobName, verdict, reason };
}
