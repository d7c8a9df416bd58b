import type { Effect } from '../processing/effect';
import type { JobFacts, JobId, ResourceGroupId } from '../processing/pipeline-facts';
import type { PipelineDraft } from '../processing/pipeline-draft';
import type { CiModel } from '../status/ci-model';
import { inSet } from '../status/in-set';
import { hasCapability } from '../status/job-kinds';

/**
 * What a job wants of its resource group: to be thought of where order counts (`upcoming`), the resource (`waiting`), to
 * keep it (`holding`), or nothing any more (`none`).
 */
export type ResourceRequest = 'upcoming' | 'waiting' | 'holding' | 'none';

/** A request that is new or other than before. `holding` is only written of a job that has been assigned the resource. */
export interface ResourceRequestChange {
  /** Negative for a job that the pass has made. */
  readonly jobId: JobId;
  readonly resourceGroupId: ResourceGroupId;
  readonly request: ResourceRequest;
}

/**
 * The requests that a pass has changed, by where its jobs have come to rest. A job holds its resource in every status that
 * is none of the others, so that a new status does. Source: GitLab's `Ci::Processable`, which releases it on `COMPLETED_STATUSES`.
 */
export function changedRequests(draft: PipelineDraft): readonly ResourceRequestChange[] {
  return [...draft.movedInGroups].flatMap((job) => {
    const { id: jobId, resourceGroupId, place } = job;
    const stored = place === null ? undefined : draft.facts.jobs[place];
    const before = stored ? requestOf(draft.model, stored) : 'none';
    const request = heldBy(before, requestOf(draft.model, job));
    return resourceGroupId === null || request === before ? [] : [{ jobId, resourceGroupId, request }];
  });
}

/** The groups in which somebody may be next: a job has come to wait there, or wants nothing of it any more. */
export function resourceEffects(changes: readonly ResourceRequestChange[]): readonly Effect[] {
  const moved = changes.filter(({ request }) => request === 'waiting' || request === 'none');
  return [...new Set(moved.map(({ resourceGroupId }) => resourceGroupId))].map((resourceGroupId) => ({ type: 'assign_resource', resourceGroupId }));
}

/** Only who has waited holds: a bridge that its downstream pipeline reopens goes on without, as in GitLab. */
const heldBy = (before: ResourceRequest, request: ResourceRequest): ResourceRequest =>
  request === 'holding' && before !== 'waiting' && before !== 'holding' ? 'none' : request;

function requestOf({ statuses, kinds }: CiModel, { kind, status }: Pick<JobFacts, 'kind' | 'status'>): ResourceRequest {
  if (inSet(statuses, 'upcoming', 'resource_group.upcoming', status)) return 'upcoming';
  if (inSet(statuses, 'waiting_for_resource', 'resource_group.waiting', status)) return 'waiting';
  const isReleased = inSet(statuses, 'completed_with_manual', 'resource_group.released', status);
  return isReleased && hasCapability(kinds, 'takes_resource', 'resource_group.release', kind) ? 'none' : 'holding';
}
