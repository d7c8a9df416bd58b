import type { CallbackMatchResponse, ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import type { CallbackMatchRow, CallbackWithMatches } from '@holdpoint/pipeline-persistence';
import { toTimestamp } from '../view/times';
import { leadingMatch, REASON_SENTENCES } from './verdict-answers';

/** Shows a callback with all that it did; as in its answer, the most successful match decides, of those that still hold. */
export function toProjectCallback({ callback, matches }: CallbackWithMatches): ProjectCallbackResponse {
  const lead = leadingMatch(matches.filter((match, index) => !isPast(match, matches.slice(index + 1))));
  return {
    callback_id: callback.callbackId,
    provider: callback.provider,
    actor: callback.actor,
    received_at: toTimestamp(callback.receivedAt),
    request: callback.request,
    verdict: lead.verdict,
    reason: REASON_SENTENCES[lead.reason],
    replay_of: callback.replayOf,
    calls: callback.calls,
    matches: matches.map(toMatch),
  };
}

const toMatch = ({ pipelineId, jobId, jobName, verdict, reason }: CallbackMatchRow): CallbackMatchResponse => ({
  pipeline_id: pipelineId,
  job_id: jobId,
  job_name: jobName,
  verdict,
  reason: REASON_SENTENCES[reason],
});

/** What was parked has come to something once another match has followed: for its job, or for any if it named none. */
const isPast = ({ verdict, pipelineId, jobName }: CallbackMatchRow, later: readonly CallbackMatchRow[]): boolean =>
  verdict === 'parked' && later.some((match) => pipelineId === null || (match.pipelineId === pipelineId && match.jobName === jobName));
