import { err, ok, type Result } from '@holdpoint/kernel';
import type { LedgerMatch, PipelineId, VerdictReason } from '@holdpoint/pipeline-domain';
import type { CorridorAnswer } from '../corridor/corridor-member';
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
  const refusal = refusalAmong(answers);
  if (refusal) return err(refusal);
  return ok(
    answers.map((answer, index) => {
      const pipelineId = pipelineIds[index] ?? null;
      return { ...(answer.ok ? matchOf(answer.value) : unmatched('pipeline_not_found', jobName)), pipelineId };
    }),
  );
}

/**
 * Where one pipeline has committed and another was refused, it must not be said that nothing was changed; nor where somebody
 * else has taken the same callback to one of them.
 */
function refusalAmong(answers: readonly CorridorAnswer[]): CallbackRefusal | undefined {
  const refusals = answers.flatMap((answer) => (answer.ok || answer.error === 'pipeline_not_found' ? [] : [answer.error]));
  if (refusals.length === 0) return undefined;
  if (refusals.includes('outcome_unknown')) return 'outcome_unknown';
  if (refusals.length === answers.length && refusals.every((refusal) => refusal === 'taken_twice')) return 'taken_twice';
  return refusals.includes('taken_twice') || answers.some(({ ok: isCommitted }) => isCommitted) ? 'partly_taken' : refusals[0];
}

function matchOf(result: Extract<CorridorAnswer, { ok: true }>['value']): Omit<LedgerMatch, 'pipelineId'> {
  if (result.type !== 'matched') throw new Error('a callback is answered by a match');
  const { jobId, jobName, verdict, reason } = result.match;
  return { jobId, jobName, verdict, reason };
}
