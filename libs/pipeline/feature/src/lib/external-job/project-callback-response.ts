import type { ProjectCallbackResponse } from '@holdpoint/pipeline-contract';
import { leadingMatch, standingMatches } from '@holdpoint/pipeline-domain';
import type { CallbackWithMatches } from '@holdpoint/pipeline-persistence';
import { toTimestamp } from '../view/times';
import { toMatch } from './callback-answer';
import { REASON_SENTENCES } from './verdict-answers';

/** Shows a callback with all that it did; as in its answer, the most successful match decides, of those that still hold. */
export function toProjectCallback({ callback, matches }: CallbackWithMatches): ProjectCallbackResponse {
  const lead = leadingMatch(standingMatches(matches));
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
