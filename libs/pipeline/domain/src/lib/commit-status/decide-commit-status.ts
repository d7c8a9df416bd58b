import { done, refused, type CommandResult } from '../commands/command-result';
import type { CommitStatusCommand } from '../commands/pipeline-command';
import { PIPELINE_JOBS_MAX } from '../plan/pipeline-plan';
import { applyEvent } from '../processing/apply-event';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { inSet } from '../status/in-set';
import { initialStatus } from '../status/initial-status';
import { addCommitStatus } from './add-commit-status';
import { commitStatusSteps } from './commit-status-steps';

/**
 * Moves the commit status that this user has under way by this name, or adds one. One that has ended is never moved
 * again: a newer one takes its place. Source: GitLab's `Ci::CreateCommitStatusService`.
 */
export function decideCommitStatus(draft: PipelineDraft, command: CommitStatusCommand): CommandResult {
  const latest = draft.latest.get(command.name);
  if (latest && latest.kind !== 'generic') return refused('name_taken');
  if (!latest && draft.latest.all.length >= PIPELINE_JOBS_MAX) return refused('too_many_jobs');
  const open = latest && isUnderWay(draft, latest, command) ? latest : undefined;
  const from = open?.status ?? initialStatus(draft.model, 'generic');
  const steps = commitStatusSteps(draft.model, command.state, from);
  if ('from' in steps) return refused('illegal_event', steps);
  const job = open ?? addCommitStatus(draft, latest, command);
  takeDetails(job, command);
  const cause = { type: 'user', actor: command.actor } as const;
  for (const event of steps) applyEvent(draft, job, event, cause, { failureReason: 'api_failure' });
  return done([job.id]);
}

/** The rule of GitLab's `GenericCommitStatus.running_or_pending.for_user`. */
const isUnderWay = ({ model }: PipelineDraft, { status, commitStatus }: JobDraft, { actor }: CommitStatusCommand): boolean =>
  inSet(model.statuses, 'running_or_pending', 'commit_status.found', status) && commitStatus?.author === actor;

/** What is left out stays as it was told. */
function takeDetails(job: JobDraft, { description, targetUrl, coverage, actor }: CommitStatusCommand): void {
  job.progress = {
    ...job.progress,
    description: description ?? job.progress.description,
    targetUrl: targetUrl ?? job.progress.targetUrl,
  };
  job.commitStatus = { author: actor, coverage: coverage ?? job.commitStatus?.coverage ?? null };
}
