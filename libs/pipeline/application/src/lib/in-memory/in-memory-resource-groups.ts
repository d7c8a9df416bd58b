import { inLine, type JobId, type PipelineId, type ProcessMode, type QueuedJob, type RequestState, type ResourceGroupId, type ResourceRequestChange } from '@holdpoint/pipeline-domain';
import { ResourceGroups, type AssignedJob } from '../ports/resource-groups';

interface Request {
  readonly pipelineId: PipelineId;
  readonly resourceGroupId: ResourceGroupId;
  readonly request: RequestState;
}

/** The in-memory implementation of {@link ResourceGroups}, filled by the in-memory store. */
export class InMemoryResourceGroups extends ResourceGroups {
  private readonly ids = new Map<string, ResourceGroupId>();
  private readonly requests = new Map<JobId, Request>();
  /** Those of groups that are not `unordered`. */
  readonly modes = new Map<ResourceGroupId, ProcessMode>();

  /** The number of a group, which is made when it is first asked for. */
  idOf(projectId: number, key: string): ResourceGroupId {
    const name = `${projectId}/${key}`;
    const id = this.ids.get(name) ?? this.ids.size + 1;
    this.ids.set(name, id);
    return id;
  }

  /** Throws where a job has started without the resource; to be asked before anything is written. */
  require({ jobId, isStarted }: ResourceRequestChange): void {
    if (isStarted && this.requests.get(jobId)?.request !== 'assigned') throw new Error(`job ${jobId} starts without the resource of its group`);
  }

  /** Keeps what a pass wants written; the numbers of its jobs are those of the store. */
  write(pipelineId: PipelineId, { jobId, resourceGroupId, request }: Omit<ResourceRequestChange, 'isStarted'>): void {
    if (request === 'none') this.requests.delete(jobId);
    else this.requests.set(jobId, { pipelineId, resourceGroupId, request });
  }

  assign(id: ResourceGroupId): Promise<AssignedJob | null> {
    const own = [...this.requests].flatMap(([jobId, request]) => (request.resourceGroupId === id ? [{ jobId, ...request }] : []));
    const holder = own.find(({ request }) => request === 'assigned' || request === 'holding');
    const [next] = holder ? [] : inLine(this.modes.get(id) ?? 'unordered', own.filter(isQueued));
    if (next?.request !== 'waiting') return Promise.resolve(holder?.request === 'assigned' ? toAssigned(holder) : null);
    this.requests.set(next.jobId, { pipelineId: next.pipelineId, resourceGroupId: id, request: 'assigned' });
    return Promise.resolve(toAssigned(next));
  }
}

const isQueued = (job: Request & { readonly jobId: JobId }): job is QueuedJob & Request => job.request === 'upcoming' || job.request === 'waiting';

const toAssigned = ({ pipelineId, jobId }: AssignedJob): AssignedJob => ({ pipelineId, jobId });
