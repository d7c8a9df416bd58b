import { applyEvent } from '../processing/apply-event';
import type { JobDraft } from '../processing/job-draft';
import { attemptOf, type PipelineDraft } from '../processing/pipeline-draft';
import type { CallbackCommand } from '../commands/pipeline-command';
import type { CallbackMatch } from './callback-match';
import { withFailure } from './count-failure';
import { failureOf, judgeCallback } from './judge-callback';
import { outcomeFor } from './judge-event';

/** Tells what a callback means for a job as it stands, and moves the job when it is what it waits for. */
export function decideCallback(draft: PipelineDraft, command: CallbackCommand): CallbackMatch {
  const job = findJob(draft, command);
  const match = job ? take(draft, job, command) : withoutJob(draft, command);
  draft.matches.push(match);
  return match;
}

/** Does to a job what the callback comes to. */
function take(draft: PipelineDraft, job: JobDraft, command: CallbackCommand): CallbackMatch {
  const [verdict, reason] = judgeCallback(draft, job, command);
  if (verdict === 'parked') draft.parked.push({ command, jobName: job.name });
  if (verdict === 'accepted') endJob(draft, job, command);
  if (verdict === 'accepted' || verdict === 'progress') takeProgress(draft, job, command);
  if (reason === 'failure_counted') job.reportedFailures = withFailure(job.reportedFailures, failureOf(draft, job, command.event));
  if (reason === 'after_cancel') applyEvent(draft, job, 'cancel', { type: 'callback', actor: command.actor });
  return { callbackId: command.callbackId, jobId: job.id, kind: job.kind, jobName: job.name, verdict, reason };
}

/** The match of a callback that names no job at hand. */
function withoutJob(draft: PipelineDraft, command: CallbackCommand): CallbackMatch {
  const { callbackId, jobId, jobName } = command;
  const newer = newerThanGone(draft, command);
  if (newer) return { callbackId, jobId, kind: newer.kind, jobName: newer.name, verdict: 'superseded', reason: 'older_attempt' };
  return { callbackId, jobId: null, kind: null, jobName, verdict: 'unmatched', reason: 'unknown_job' };
}

/** A job named by id and by name must be one job: the call never falls back to the weaker key. */
function findJob(draft: PipelineDraft, { jobId, jobName }: CallbackCommand): JobDraft | undefined {
  const job = jobId === null ? draft.latest.get(jobName ?? '') : attemptOf(draft, jobId);
  return jobName === null || job?.name === jobName ? job : undefined;
}

/** A callback that was parked by number may find its attempt gone, since older ones are not at hand: what has followed it. */
function newerThanGone(draft: PipelineDraft, { jobId, jobName }: CallbackCommand): JobDraft | undefined {
  const newer = draft.latest.get(jobName ?? '');
  const isGone = jobId !== null && newer !== undefined && jobId < newer.id && attemptOf(draft, jobId) === undefined;
  return isGone ? newer : undefined;
}

/** Every report is a sign of life; what it leaves out of the progress stays as it was told. */
function takeProgress(draft: PipelineDraft, job: JobDraft, { report }: CallbackCommand): void {
  const { percent, description, targetUrl } = report.progress;
  job.heartbeatAt = draft.now;
  if (percent === null && description === null && targetUrl === null) return;
  job.progress = {
    percent: percent ?? job.progress.percent,
    description: description ?? job.progress.description,
    targetUrl: targetUrl ?? job.progress.targetUrl,
  };
}

function endJob(draft: PipelineDraft, job: JobDraft, { report, actor, event }: CallbackCommand): void {
  job.endedByReport = true;
  const cause = { type: 'callback', actor } as const;
  const outcome = outcomeFor(job.external ?? {}, report.outcome, event);
  if (outcome === 'success') applyEvent(draft, job, 'success', cause);
  if (outcome === 'canceled') applyEvent(draft, job, 'cancel', cause);
  if (outcome === 'failed') applyEvent(draft, job, 'drop', cause, { failureReason: 'api_failure' });
}
