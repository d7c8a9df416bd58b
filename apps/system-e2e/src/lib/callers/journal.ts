import type { VerdictName } from '@holdpoint/pipeline-contract';

/** What a caller has to say about one job. */
export interface Report {
  readonly projectId: number;
  readonly pipelineId: number;
  readonly jobName: string;
  readonly outcome: 'success' | 'failed' | 'running';
}

/** One call as its caller saw it. */
export interface Attempt {
  readonly report: Report;
  /** Null when the connection broke before there was an answer. */
  readonly answer: JournalAnswer | null;
  /** Why there was no answer: a code of the socket such as ECONNREFUSED. */
  readonly failure: string | null;
  readonly latencyMs: number;
}

/** What a caller was answered. */
export interface JournalAnswer {
  readonly status: number;
  /** Null when the call was refused. */
  readonly verdict: VerdictName | null;
  readonly callbackId: string | null;
  /** The header `X-Error-Code`. */
  readonly errorCode: string | null;
  /** The header `Retry-After`. */
  readonly retryAfter: string | null;
}

/** Everything that a test's callers have sent and were answered, in the order in which the calls ended. */
export type Journal = readonly Attempt[];

/** An attempt that was answered with a verdict: the caller need not call again. */
export type Acknowledged = Attempt & { readonly answer: JournalAnswer & { readonly verdict: VerdictName } };

/** Whether the caller knows what its report came to. */
export const isAcknowledged = (attempt: Attempt): attempt is Acknowledged => typeof attempt.answer?.verdict === 'string';

/** Which job an attempt was about. */
export const jobKeyOf = ({ pipelineId, jobName }: Pick<Report, 'pipelineId' | 'jobName'>): string => `${pipelineId}/${jobName}`;
