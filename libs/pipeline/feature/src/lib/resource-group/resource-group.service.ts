import { Injectable } from '@nestjs/common';
import type { JobResponse, ResourceGroupResponse } from '@holdpoint/pipeline-contract';
import type { ProcessMode } from '@holdpoint/pipeline-domain';
import { ResourceGroupQueries, ResourceGroupRepository, type ResourceGroupRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { Page } from '../http/page/page';
import type { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { JobReader } from '../job/job-reader';
import { toTimestamp } from '../view/times';
import type { View } from '../view/view';

/** Shows resource groups and the lines in front of them. */
@Injectable()
export class ResourceGroupService {
  constructor(
    private readonly groups: ResourceGroupRepository,
    private readonly queries: ResourceGroupQueries,
    private readonly jobs: JobReader,
  ) {}

  async list({ project }: View, query: PageQueryDto): Promise<Page<ResourceGroupResponse>> {
    return toPage(await this.groups.list(project.id, pageRequest(query)), query, toResourceGroup);
  }

  async get(view: View, key: string): Promise<ResourceGroupResponse> {
    return toResourceGroup(await this.find(view, key));
  }

  async update(view: View, key: string, mode: ProcessMode | undefined): Promise<ResourceGroupResponse> {
    if (mode === undefined) return this.get(view, key);
    return toResourceGroup(found(await this.groups.setMode(view.project.id, key, mode)));
  }

  async currentJob(view: View, key: string): Promise<JobResponse> {
    const job = await this.queries.holderOf((await this.find(view, key)).id);
    if (!job) throw new ApiError('job_not_found');
    return this.jobs.show(view, job);
  }

  async upcomingJobs(view: View, key: string, query: PageQueryDto): Promise<Page<JobResponse>> {
    const { id, processMode } = await this.find(view, key);
    return this.jobs.showPage(view, await this.queries.listUpcoming(id, processMode, pageRequest(query)), query);
  }

  private async find({ project }: View, key: string): Promise<ResourceGroupRow> {
    return found(await this.groups.find(project.id, key));
  }
}

function found(group: ResourceGroupRow | undefined): ResourceGroupRow {
  if (!group) throw new ApiError('resource_group_not_found');
  return group;
}

const toResourceGroup = ({ id, key, processMode, createdAt, updatedAt }: ResourceGroupRow): ResourceGroupResponse => ({
  id,
  key,
  process_mode: processMode,
  created_at: toTimestamp(createdAt),
  updated_at: toTimestamp(updatedAt),
});
