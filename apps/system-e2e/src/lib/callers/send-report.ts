import type { CallbackResponse } from '@holdpoint/pipeline-contract';
import type { Answer, Api } from '../api';
import type { Attempt, JournalAnswer, Report } from './journal';

/** Sends a report once and notes what came of it; a broken connection is no error here, a call that hangs is. */
export async function sendReport(api: Api, report: Report): Promise<Attempt> {
  const sentAt = performance.now();
  const { projectId, pipelineId, jobName, outcome } = report;
  const body = { pipeline_id: pipelineId, job_name: jobName, job_status: outcome };
  const result = await api.call<Partial<CallbackResponse>>('POST', `/projects/${projectId}/pipeline_callback`, body).then(
    (answer) => ({ answer: toJournal(answer), failure: null }),
    (error: unknown) => ({ answer: null, failure: failureOf(error) }),
  );
  return { report, ...result, latencyMs: performance.now() - sentAt };
}

const toJournal = ({ status, headers, body }: Answer<Partial<CallbackResponse>>): JournalAnswer => ({
  status,
  verdict: body.verdict ?? null,
  callbackId: body.callback_id ?? null,
  errorCode: headers.get('x-error-code'),
  retryAfter: headers.get('retry-after'),
});

/**
 * `fetch` hides the socket's error in the cause of its own; neither is an `Error` of the realm in which Jest runs tests.
 * Throws where the connection stands and nothing is answered: that is a bug and not a fault of a test.
 */
function failureOf(error: unknown): string {
  const { cause, name } = error as { readonly cause?: { readonly code?: string }; readonly name?: string };
  if (name === 'TimeoutError') throw error;
  return cause?.code ?? String(error);
}
