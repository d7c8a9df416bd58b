import { Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { JobResponse, ResourceGroupResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Input } from '../http/input/input.decorator';
import type { Page } from '../http/page/page';
import { PageQueryDto } from '../http/page/page-query.dto';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import type { View } from '../view/view';
import { Viewed } from '../view/viewed.decorator';
import { UpdateResourceGroupDto } from './resource-group.dto';
import { ResourceGroupService } from './resource-group.service';

const KeyParameter = ApiParam({ name: 'key', description: 'Key of the group, with `%2F` for every slash' });

/** Groups of jobs of which one runs at a time. */
@ApiTags('Resource groups')
@PathParameter('id')
@Requires('develop')
@Controller('api/v4/projects/:id/resource_groups')
export class ResourceGroupController {
  constructor(private readonly groups: ResourceGroupService) {}

  @Get()
  @Operation({ summary: 'Resource groups, oldest first', answers: 'ResourceGroup', list: true, errors: ['project_not_found'] })
  list(@Viewed() view: View, @Query() query: PageQueryDto): Promise<Page<ResourceGroupResponse>> {
    return this.groups.list(view, query);
  }

  @Get(':key')
  @KeyParameter
  @Operation({ summary: 'A resource group', answers: 'ResourceGroup', errors: ['project_not_found', 'resource_group_not_found'] })
  get(@Viewed() view: View, @Param('key') key: string): Promise<ResourceGroupResponse> {
    return this.groups.get(view, key);
  }

  @Put(':key')
  @KeyParameter
  @Operation({ summary: 'Set the order in which jobs get the resource', answers: 'ResourceGroup', errors: ['project_not_found', 'resource_group_not_found'] })
  update(@Viewed() view: View, @Param('key') key: string, @Input() { process_mode: mode }: UpdateResourceGroupDto): Promise<ResourceGroupResponse> {
    return this.groups.update(view, key, mode);
  }

  @Get(':key/current_job')
  @KeyParameter
  @Operation({ summary: 'The job that has the resource', answers: 'Job', errors: ['project_not_found', 'resource_group_not_found', 'job_not_found'] })
  currentJob(@Viewed() view: View, @Param('key') key: string): Promise<JobResponse> {
    return this.groups.currentJob(view, key);
  }

  @Get(':key/upcoming_jobs')
  @KeyParameter
  @Operation({
    summary: 'The jobs in line for the resource, next first',
    description: 'With `oldest_first` and `newest_first` also those that do not wait yet: they hold up whoever comes after them.',
    answers: 'Job',
    list: true,
    errors: ['project_not_found', 'resource_group_not_found'],
  })
  upcomingJobs(@Viewed() view: View, @Param('key') key: string, @Query() query: PageQueryDto): Promise<Page<JobResponse>> {
    return this.groups.upcomingJobs(view, key, query);
  }
}
