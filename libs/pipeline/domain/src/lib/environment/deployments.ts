import type { EnvironmentId, JobFacts, JobId } from '../processing/pipeline-facts';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import type { CiModel } from '../status/ci-model';
import { deploymentStatus } from '../status/deployment-status';
import { inSet } from '../status/in-set';
import { hasCapability } from '../status/job-kinds';
import { FINISHED_DEPLOYMENTS, type DeploymentStatus, type EnvironmentAction, type EnvironmentState, type EnvironmentTier } from './environment-words';

/** A deployment that is new or has come further: there is one for each attempt of a job that starts an environment. */
export interface DeploymentChange {
  /** Negative for a job that the pass has made. */
  readonly jobId: JobId;
  readonly environmentId: EnvironmentId;
  readonly status: DeploymentStatus;
  /** Whether it is made where there is none. One that is there, of a job that was skipped and revived, follows its job all the same. */
  readonly isMade: boolean;
}

/** What the success of a job has made of its environment; what is null stays. */
export interface EnvironmentChange {
  readonly environmentId: EnvironmentId;
  readonly state: EnvironmentState;
  /** Empty where the environment has no address any more. Source: GitLab's `Environment`, which keeps none that is blank. */
  readonly url: string | null;
  readonly tier: EnvironmentTier | null;
}

/**
 * The deployments that a pass has made or moved, by where their jobs have come to rest. One is made when the turn of its job
 * comes, be it to be skipped: what creates a pipeline writes none, nor has a job any that was canceled or failed before its
 * turn. Source: GitLab's `AtomicProcessingService#update_job!`, `Deployments::CreateForJobService`,
 * `Deployment#sync_status_with`.
 */
export function changedDeployments(draft: PipelineDraft): readonly DeploymentChange[] {
  const moved = movedIn(draft, 'deployment.make');
  const unbegun = moved.length === 0 ? new Set() : endedBeforeTurn(draft);
  return moved.flatMap(({ job, environment, stored }) => {
    const before = stored ? statusOf(draft.model, stored) : null;
    const after = statusOf(draft.model, job);
    if (environment.options.action !== 'start' || after === before) return [];
    return [{ jobId: job.id, environmentId: environment.id, status: after ?? 'created', isMade: !unbegun.has(job.id) }];
  });
}

/** The jobs that a pass has ended in their very first step. */
function endedBeforeTurn({ model, transitions }: PipelineDraft): ReadonlySet<JobId> {
  const isUnsuccessful = (status: DeploymentStatus | null): boolean => status !== null && status !== 'success' && FINISHED_DEPLOYMENTS.includes(status);
  const ended = transitions.filter(({ from, to }) => statusOf(model, { status: from }) === null && isUnsuccessful(statusOf(model, { status: to })));
  return new Set(ended.map(({ jobId }) => jobId));
}

/** The environments that jobs of a pass have deployed to or stopped. Source: GitLab's `Deployments::UpdateEnvironmentService`, `Environments::StopJobSuccessService`. */
export function changedEnvironments(draft: PipelineDraft): readonly EnvironmentChange[] {
  const { statuses } = draft.model;
  return movedIn(draft, 'environment.change').flatMap(({ job, environment, stored }) => {
    const { action, url, tier } = environment.options;
    const state = STATE_AFTER[action];
    const succeeded = job.status !== stored?.status && deploymentStatus(statuses, job.status) === 'success';
    if (!succeeded || state === undefined) return [];
    return [{ environmentId: environment.id, state, ...(action === 'start' ? { url, tier } : { url: null, tier: null }) }];
  });
}

/** What an environment is once a job has succeeded with this action; the others leave it as it is. */
const STATE_AFTER: Readonly<Partial<Record<EnvironmentAction, EnvironmentState>>> = { start: 'available', stop: 'stopped' };

interface MovedJob {
  readonly job: JobDraft;
  readonly environment: NonNullable<JobFacts['environment']>;
  /** Undefined for a new attempt. */
  readonly stored: JobFacts | undefined;
}

function movedIn(draft: PipelineDraft, reader: 'deployment.make' | 'environment.change'): readonly MovedJob[] {
  return [...draft.movedInEnvironments].flatMap((job) => {
    const { environment, place } = job;
    if (environment === null || !hasCapability(draft.model.kinds, 'deploys', reader, job.kind)) return [];
    return [{ job, environment, stored: place === null ? undefined : draft.facts.jobs[place] }];
  });
}

/** Null before there is a deployment; a status that the table does not know leaves it as it was made. */
function statusOf({ statuses }: CiModel, { status }: Pick<JobFacts, 'status'>): DeploymentStatus | null {
  if (inSet(statuses, 'created', 'deployment.not_made', status)) return null;
  return deploymentStatus(statuses, status) ?? 'created';
}
