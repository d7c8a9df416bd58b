import { Injectable } from '@nestjs/common';
import type { RegistryResponse } from '@holdpoint/pipeline-contract';
import { ApiError, toTimestamp } from '@holdpoint/pipeline-feature';
import { Registries, type RegistryCredentials, type RegistryRow } from '@holdpoint/pipeline-persistence';
import { parseRepository } from '@holdpoint/webhook-registry';
import type { CreateRegistryDto } from './registry.dto';

/** Keeps the registries of projects. */
@Injectable()
export class RegistryService {
  constructor(private readonly registries: Registries) {}

  async list(projectId: number): Promise<readonly RegistryResponse[]> {
    return (await this.registries.list(projectId)).map(toRegistry);
  }

  async create(projectId: number, input: CreateRegistryDto): Promise<RegistryResponse> {
    const created = await this.registries.create(projectId, repositoryOf(input), credentialsOf(input));
    if (created.ok) return toRegistry(created.value);
    throw new ApiError(created.error === 'registry_exists' ? 'registry_exists' : 'registry_limit_reached');
  }

  async delete(projectId: number, id: number): Promise<void> {
    if (!(await this.registries.delete(projectId, id))) throw new ApiError('registry_not_found');
  }
}

const toRegistry = ({ id, projectId, repository, username, createdAt }: RegistryRow): RegistryResponse => ({
  id,
  project_id: projectId,
  repository,
  username,
  created_at: toTimestamp(createdAt),
});

function repositoryOf({ repository }: CreateRegistryDto): string {
  const parsed = parseRepository(repository);
  if (!parsed.ok) throw new ApiError('parameters_invalid', { problems: [`repository ${parsed.error}`] });
  return `${parsed.value.host}/${parsed.value.name}`;
}

function credentialsOf({ username, password }: CreateRegistryDto): RegistryCredentials | null {
  if (username === undefined && password === undefined) return null;
  if (username !== undefined && password !== undefined) return { username, password };
  throw new ApiError('parameters_invalid', { problems: [`${username === undefined ? 'username' : 'password'} is missing`] });
}
