import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { RegistryResponse } from '@holdpoint/pipeline-contract';
import { Input, Operation, PathId, PathParameter, Project, Requires } from '@holdpoint/pipeline-feature';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { CreateRegistryDto } from './registry.dto';
import { RegistryService } from './registry.service';

/** Where it is asked what digests stand for that no build has registered. */
@ApiTags('Artifact revisions')
@PathParameter('id')
@Requires('maintain')
@Controller('api/v4/projects/:id/registries')
export class RegistryController {
  constructor(private readonly registries: RegistryService) {}

  @Get()
  @Operation({ summary: 'Registries of the project, oldest first; ten at most', answers: 'Registry', list: true, errors: ['project_not_found'] })
  list(@Project() { id }: ProjectRow): Promise<readonly RegistryResponse[]> {
    return this.registries.list(id);
  }

  @Post()
  @ApiBody({ type: CreateRegistryDto })
  @Operation({
    summary: 'Have a repository asked what digests stand for',
    description: [
      'When an event names a digest that no build has registered, the manifest is read there and its annotation',
      '`org.opencontainers.image.revision` counts. The host must be among those that the operator allows in',
      '`HOLDPOINT_REGISTRY_ALLOW`; others are never connected to.',
    ].join('\n'),
    status: 201,
    answers: 'Registry',
    errors: ['project_not_found', 'registry_exists', 'registry_limit_reached'],
  })
  create(@Project() { id }: ProjectRow, @Input() input: CreateRegistryDto): Promise<RegistryResponse> {
    return this.registries.create(id, input);
  }

  @Delete(':registry_id')
  @PathParameter('registry_id')
  @Operation({
    summary: 'Ask a repository no more; what it has answered stays',
    status: 204,
    answers: 'nothing',
    errors: ['project_not_found', 'registry_not_found'],
  })
  delete(@Project() { id }: ProjectRow, @PathId('registry_id') registryId: number): Promise<void> {
    return this.registries.delete(id, registryId);
  }
}
