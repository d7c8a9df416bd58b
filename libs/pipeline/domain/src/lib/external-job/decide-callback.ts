import { inSet } from '../status/in-set';
import { applyEvent } from '../processing/apply-event';
import type { JobDraft, PipelineDraft } from '../processing/pipeline-draft';
import type { CallbackCommand } from '../commands/pipeline-command';
import { matchKeyOf } from './match-key';
import type { CallbackMatch, Verdict, VerdictReason } from './callback-match';

type Judgement = readonly [Verdict, VerdictReason];

/** Tells what a callback means for a job as it stands, and moves the job when it is what it waits for. */
export function decideCallback(draft: PipelineDraft, command: CallbackCommand): CallbackMatch {
  const job = findJob(draft, command);
  const [verdict, reason] = job ? judge(draft, job, command) : (['unmatched', 'unknown_job'] as const);
  if (job && verdict === 'parked') draft.parked.push({ command, jobName: job.name });
  if (job && (verdict === 'accepted' || verdict === 'progress')) takeReport(draft, job, command);
  if (job && reason === 'after_cancel') applyEvent(draft, job, 'cancel', { type: 'callback', actor: command.actor });
  const { callbackId } = command;
  const match = { callbackId, jobId: job?.id ?? null, jobName: job?.name ?? command.jobName, verdict, reason };
  draft.matches.push(match);
  return match;
}

/** A job named by id and by name must be one job: the call never falls back to the weaker key. */
function findJob(draft: PipelineDraft, { jobId, jobName }: CallbackCommand): JobDraft | undefined {
  const job = jobId === null ? draft.latest.get(jobName ?? '') : draft.jobs.get(jobId);
  return jobName === null || job?.name === jobName ? job : undefined;
}

/** Where several verdicts fit, the first of: superseded, late, duplicate, conflict. */
function judge(draft: PipelineDraft, job: JobDraft, { matchKey, report }: CallbackCommand): Judgement {
  const { statuses } = draft.model;
  if (job.kind !== 'external') return ['unmatched', 'not_external'];
  if (matchKey !== null && matchKey !== (job.external && matchKeyOf(job.external))) return ['unmatched', 'other_key'];
  if (job.retried) return ['superseded', 'older_attempt'];
  if (inSet(statuses, 'waiting_externally', 'callback.waiting', job.status)) return whileWaiting(report);
  if (inSet(statuses, 'created', 'callback.not_started', job.status)) return beforeStart(report);
  if (inSet(statuses, 'skipped', 'callback.skipped', job.status)) return ['unmatched', 'skipped'];
  if (inSet(statuses, 'canceling', 'callback.canceling', job.status)) return whileCanceling(report);
  return afterEnd(draft, job, report);
}

const whileWaiting = ({ outcome }: CallbackCommand['report']): Judgement =>
  outcome === 'running' ? ['progress', 'reported_progress'] : ['accepted', 'ended_the_job'];

/** A sign of life of work that nobody waits for yet says nothing that would still hold when somebody does. */
const beforeStart = ({ outcome }: CallbackCommand['report']): Judgement =>
  outcome === 'running' ? ['ignored', 'not_waiting_yet'] : ['parked', 'not_waiting_yet'];

/** Work that goes on after all is waited for until the grace period ends; any end of it ends the job as canceled. */
function whileCanceling({ outcome }: CallbackCommand['report']): Judgement {
  if (outcome === 'running') return ['progress', 'reported_progress'];
  return outcome === 'canceled' ? ['accepted', 'acknowledged_the_cancel'] : ['late', 'after_cancel'];
}

function afterEnd(draft: PipelineDraft, job: JobDraft, { outcome }: CallbackCommand['report']): Judgement {
  if (job.failureReason === 'job_execution_timeout') return ['late', 'after_deadline'];
  if (job.failureReason === 'heartbeat_timeout') return ['late', 'after_heartbeat_timeout'];
  if (outcome === 'running') return ['late', 'after_end'];
  if (job.status === outcome) return ['duplicate', 'same_outcome'];
  return inSet(draft.model.statuses, 'canceled', 'callback.canceled', job.status)
    ? ['late', 'after_cancel']
    : ['conflict', 'other_outcome_stands'];
}

/** Every report is a sign of life; what it leaves out of the progress stays as it was told. */
function takeReport(draft: PipelineDraft, job: JobDraft, { report, actor }: CallbackCommand): void {
  const { percent, description, targetUrl } = report.progress;
  job.heartbeatAt = draft.now;
  if (percent !== null || description !== null || targetUrl !== null) {
    job.progress = {
      percent: percent ?? job.progress.percent,
      description: description ?? job.progress.description,
      targetUrl: targetUrl ?? job.progress.targetUrl,
    };
  }
  const cause = { type: 'callback', actor } as const;
  if (report.outcome === 'success') applyEvent(draft, job, 'success', cause);
  if (report.outcome === 'canceled') applyEvent(draft, job, 'cancel', cause);
  if (report.outcome === 'failed') applyEvent(draft, job, 'drop', cause, { failureReason: 'api_failure' });
}
