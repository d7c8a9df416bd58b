import type { Attempt, Journal } from '../callers/journal';
import type { Ledger, StoredJob, StoredLine, StoredMatch } from './ledger';

const CALLBACKS = ['wait', 'then', 'last'] as const;

/**
 * One pipeline as it should be: `wait` is reported, `then` needs it and was reported before it waited (`parked`, then
 * `accepted`), `last` is of a later stage. Somebody called twice for `wait` and lost the second answer.
 */
export function cleanLedger(): { readonly journal: Journal; readonly ledger: Ledger } {
  return {
    journal: [
      attempt('wait', 'accepted', 'wait'),
      { ...attempt('wait', 'duplicate', 'again'), answer: null, failure: 'ECONNRESET' },
      attempt('then', 'parked', 'then'),
      attempt('last', 'accepted', 'last'),
    ],
    ledger: {
      pipelines: [{ id: 1, status: 'success', historySeq: 6, stages: [0, 1].map((position) => ({ position, status: 'success' })) }],
      jobs: [job(11, 'wait', 0, null), job(12, 'then', 0, ['wait']), job(13, 'last', 1, null)],
      history: [
        line(1, 11, 'created', 'running_externally', 'system'),
        line(2, 11, 'running_externally', 'success', 'callback'),
        line(3, 12, 'created', 'running_externally', 'system'),
        line(4, 12, 'running_externally', 'success', 'callback'),
        line(5, 13, 'created', 'running_externally', 'system'),
        line(6, 13, 'running_externally', 'success', 'callback'),
      ],
      callbacks: [
        ...CALLBACKS.map((jobName) => ({ id: jobName, pipelineId: 1, jobName, outcome: 'success' })),
        { id: 'again', pipelineId: 1, jobName: 'wait', outcome: 'success' },
      ],
      matches: [match('wait', 11, 'accepted'), match('again', 11, 'duplicate'), match('then', 12, 'parked'), match('then', 12, 'accepted'), match('last', 13, 'accepted')],
    },
  };
}

function attempt(jobName: string, verdict: StoredMatch['verdict'], callbackId: string): Attempt {
  const answer = { status: 200, verdict, callbackId, errorCode: null, retryAfter: null };
  return { report: { projectId: 1, pipelineId: 1, jobName, outcome: 'success' }, answer, failure: null, latencyMs: 1 };
}

const job = (id: number, name: string, stage: number, needs: readonly string[] | null): StoredJob => ({
  id,
  pipelineId: 1,
  name,
  status: 'success',
  stage,
  needs,
  retried: false,
  failureReason: null,
});

const line = (seq: number, jobId: number, from: StoredLine['from'], to: StoredLine['to'], cause: string): StoredLine => ({
  pipelineId: 1,
  seq,
  jobId,
  from,
  to,
  cause,
  ending: to === 'success',
});

const match = (callbackId: string, jobId: number, verdict: StoredMatch['verdict']): StoredMatch => ({
  callbackId,
  pipelineId: 1,
  jobId,
  verdict,
});
