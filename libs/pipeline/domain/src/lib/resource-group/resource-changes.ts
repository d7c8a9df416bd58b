import type { Effect } from '../processing/effect';
import type { JobFacts, JobId, ResourceGroupId } from '../processing/pipeline-facts';
import type { JobDraft } from '../processing/job-draft';
import type { PipelineDraft } from '../processing/pipeline-draft';
import type { CiModel } from '../status/ci-model';
import { inSet } from '../status/in-set';
import { hasCapability } from '../status/job-kinds';

/**
 * What a job wants of its resource group: to be thought of where order counts (`upcoming`), the resource (`waiting`), to
 * keep it (`holding`), or nothing any more (`none`).
 */
export type ResourceRequest = 'upcoming' | 'waiting' | 'holding' | 'none';

/** What a store keeps of a request: `assigned` is one whose job has been given the resource and has not started yet. */
export const REQUEST_STATES = ['upcoming', 'waiting', 'assigned', 'holding'] as const;

/** One of {@link REQUEST_STATES}. */
export type RequestState = (typeof REQUEST_STATES)[number];

/** A request that is new or other than before. */
export interface ResourceRequestChange {
  /** Negative for a job that the pass has made. */
  readonly jobId: JobId;
  readonly resourceGroupId: ResourceGroupId;
  readonly request: ResourceRequest;
  /** True for a job that has started with the resource in this pass: it must have been `assigned`, whatever came after. */
  readonly isStarted: boolean;
}

/** A request and what it was before the pass. */
interface Moved extends ResourceRequestChange {
  readonly before: ResourceRequest;
}

/** What a pass means for resource groups, by where its jobs have come to rest: new requests, and the groups in which somebody may be next. */
export function resourceChanges(draft: PipelineDraft): { readonly requests: readonly ResourceRequestChange[]; readonly effects: readonly Effect[] } {
  if (draft.movedInGroups.size === 0) return NOTHING;
  const moved = [...draft.movedInGroups].flatMap((job) => movedOf(draft, job)).filter(({ before, request, isStarted }) => request !== before || isStarted);
  const groups = new Set(moved.filter(mayPassOn).map(({ resourceGroupId }) => resourceGroupId));
  return {
    requests: moved.map(({ before: _before, ...change }) => change),
    effects: [...groups].map((resourceGroupId) => ({ type: 'assign_resource', resourceGroupId })),
  };
}

const NOTHING = { requests: [], effects: [] };

function movedOf(draft: PipelineDraft, job: JobDraft): readonly Moved[] {
  const { id: jobId, resourceGroupId, place, retried } = job;
  if (resourceGroupId === null) return [];
  const stored = place === null ? undefined : draft.facts.jobs[place];
  const before = stored ? requestOf(draft.model, stored) : 'none';
  const isStarted = draft.startedWithResource.has(job);
  const wanted = retried ? 'none' : requestOf(draft.model, job);
  // Nobody keeps what was not given: a bridge that its downstream pipeline reopens goes on without, as in GitLab.
  const request = wanted === 'holding' && !isStarted && before !== 'holding' ? 'none' : wanted;
  return [{ jobId, resourceGroupId, before, request, isStarted }];
}

/** Somebody has come to wait, or has left the line or the resource; who is upcoming again may have left it too. */
const mayPassOn = ({ before, request }: Moved): boolean =>
  request === 'waiting' || request === 'none' || (request === 'upcoming' && before !== 'none');

/**
 * A job holds its resource in every status that is none of the others, so that a new status does. A kind that is not known
 * to take resources never gives one back: no kind of the product is, an ablation makes one. Source: GitLab's
 * `Ci::Processable`, which releases it on `COMPLETED_STATUSES`.
 */
function requestOf({ statuses, kinds }: CiModel, { kind, status }: Pick<JobFacts, 'kind' | 'status'>): ResourceRequest {
  if (inSet(statuses, 'upcoming', 'resource_group.upcoming', status)) return 'upcoming';
  if (inSet(statuses, 'waiting_for_resource', 'resource_group.waiting', status)) return 'waiting';
  const isReleased = inSet(statuses, 'completed_with_manual', 'resource_group.released', status);
  return isReleased && hasCapability(kinds, 'takes_resource', 'resource_group.release', kind) ? 'none' : 'holding';
}
