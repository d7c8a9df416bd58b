import type { CallbackMatchResponse, CallbackResponse, DeliveredEventResponse } from '@holdpoint/pipeline-contract';
import type { ReportedCallback } from '@holdpoint/pipeline-application';
import { leadingMatch, type LedgerMatch, type VerdictReason } from '@holdpoint/pipeline-domain';
import { REASON_SENTENCES, VERDICT_STATUS } from './verdict-answers';

/** The answer to a callback with its HTTP status. */
export interface CallbackAnswer {
  readonly status: number;
  readonly body: CallbackResponse;
}

/** What a callback named by a number that is not there: nobody will ever wait for it. */
const NOT_FOUND: readonly VerdictReason[] = ['pipeline_not_found', 'job_not_found'];

/** Words what a callback did. A refusal has a `message` too: that is what GitLab's clients show. */
export function answerOf(reported: ReportedCallback): CallbackAnswer {
  const { verdict, reason: code } = leadingMatch(reported.matches);
  const body = wordsOf(reported);
  if (NOT_FOUND.includes(code)) return { status: 404, body: { message: `404 Not found - ${body.reason}`, ...body } };
  const status = VERDICT_STATUS[verdict];
  return { status, body: status < 400 ? body : { message: `${status} Conflict - ${body.reason}`, ...body } };
}

/** Words what a callback did for a sender to whom none is an error. */
export function wordsOf({ callbackId, matches }: ReportedCallback): DeliveredEventResponse {
  const { verdict, reason } = leadingMatch(matches);
  return { verdict, reason: REASON_SENTENCES[reason], callback_id: callbackId, matches: matches.filter(metSomething).map(toMatch) };
}

const metSomething = ({ pipelineId }: LedgerMatch): boolean => pipelineId !== null;

/** Shows what a callback did to one job. */
export function toMatch({ pipelineId, jobId, jobName, verdict, reason }: LedgerMatch): CallbackMatchResponse {
  const sentence = REASON_SENTENCES[reason];
  return { pipeline_id: pipelineId, job_id: jobId, job_name: jobName, verdict, reason: sentence };
}
