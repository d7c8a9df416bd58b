import { applyEvent } from '../processing/apply-event';
import { attemptOf, type JobDraft, type PipelineDraft } from '../processing/pipeline-draft';
import type { CallbackCommand } from '../commands/pipeline-command';
import type { CallbackMatch, Judgement } from './callback-match';
import { happenedAt, judgeCallback } from './judge-callback';
import { outcomeFor } from './judge-event';

/** Tells what a callback means for a job as it stands, and moves the job when it is what it waits for. */
export function decideCallback(draft: PipelineDraft, command: CallbackCommand): CallbackMatch {
  const job = findJob(draft, command);
  const newer = job ? undefined : newerThanGone(draft, command);
  const [verdict, reason]: Judgement = job ? judgeCallback(draft, job, command) : newer ? ['superseded', 'older_attempt'] : ['unmatched', 'unknown_job'];
  if (job && verdict === 'parked') draft.parked.push({ command, jobName: job.name });
  if (job && verdict === 'accepted') endJob(draft, job, command);
  if (job && (verdict === 'accepted' || verdict === 'progress')) takeProgress(draft, job, command);
  if (job && reason === 'failure_counted') job.reportedFailures = [...job.reportedFailures, happenedAt(draft, job, command.event)];
  if (job && reason === 'after_cancel') applyEvent(draft, job, 'cancel', { type: 'callback', actor: command.actor });
  const { callbackId, jobName } = command;
  const named = job ?? (newer && { ...newer, id: command.jobId });
  const match = { callbackId, jobId: named?.id ?? null, kind: named?.kind ?? null, jobName: named?.name ?? jobName, verdict, reason };
  draft.matches.push(match);
  return match;
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
  const cause = { type: 'callback', actor } as const;
  const outcome = outcomeFor(job.external ?? {}, report.outcome, event);
  if (outcome === 'success') applyEvent(draft, job, 'success', cause);
  if (outcome === 'canceled') applyEvent(draft, job, 'cancel', cause);
  if (outcome === 'failed') applyEvent(draft, job, 'drop', cause, { failureReason: 'api_failure' });
}
