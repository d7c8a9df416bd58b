import type { CallbackMatchResponse, CallbackResponse } from '@holdpoint/pipeline-contract';
import type { ReportedCallback, ReportedMatch } from '@holdpoint/pipeline-application';
import { leadingMatch, REASON_SENTENCES, VERDICT_STATUS } from './verdict-answers';

/** The answer to a callback with its HTTP status. */
export interface CallbackAnswer {
  readonly status: number;
  readonly body: CallbackResponse;
}

/** Words what a callback did. A refusal has a `message` too: that is what GitLab's clients show. */
export function answerOf(callback: ReportedCallback, jobName: string | null): CallbackAnswer {
  const lead = leadingMatch(callback.matches);
  const verdict = lead?.verdict ?? 'unmatched';
  const reason = REASON_SENTENCES[lead?.reason ?? 'no_pipeline'];
  const status = VERDICT_STATUS[verdict];
  const matches = callback.matches.map((match) => toMatch(match, jobName));
  const body = { verdict, reason, callback_id: callback.callbackId, matches };
  return { status, body: status < 400 ? body : { message: `${status} Conflict - ${reason}`, ...body } };
}

/** Words that a callback named something that does not exist. */
export function missingAnswer(missing: 'pipeline_not_found' | 'job_not_found'): CallbackAnswer {
  const reason = REASON_SENTENCES[missing];
  return {
    status: 404,
    body: { message: `404 Not found - ${reason}`, verdict: 'unmatched', reason, callback_id: null, matches: [] },
  };
}

function toMatch({ pipelineId, jobId, verdict, reason }: ReportedMatch, jobName: string | null): CallbackMatchResponse {
  const sentence = REASON_SENTENCES[reason];
  return { pipeline_id: pipelineId, job_id: jobId, job_name: jobName, verdict, reason: sentence };
}
