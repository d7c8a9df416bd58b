import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CurrentUserResponse, MetadataResponse, VersionResponse } from '@holdpoint/pipeline-contract';
import { assert } from '@holdpoint/kernel';
import { UserRepository } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { bearerOf, Caller, type Requester } from '../http/input/caller.decorator';
import { Operation } from '../openapi/operation.decorator';
import { toCurrentUser } from './user-responses';

/** The GitLab whose API is spoken, and Holdpoint's own version behind the sign that semantic versions have for it. */
const VERSION: VersionResponse = { version: '16.6.0+holdpoint.0.1.0', revision: 'holdpoint' };

/** What clients ask before anything else: which version this is, and whose token they hold. */
@ApiTags('Instance')
@Requires('token')
@Controller('api/v4')
export class InstanceController {
  constructor(private readonly users: UserRepository) {}

  @Get('version')
  @Operation({ summary: 'Version of the API', answers: 'Version' })
  version(): VersionResponse {
    return VERSION;
  }

  @Get('metadata')
  @Operation({ summary: 'Version of the API and what it lacks', answers: 'Metadata' })
  metadata(): MetadataResponse {
    const kas = { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null };
    return { ...VERSION, kas, enterprise: false };
  }

  @Get('user')
  @Operation({ summary: 'The user whose token was sent', answers: 'CurrentUser' })
  async user(@Caller() caller: Requester): Promise<CurrentUserResponse> {
    const user = await this.users.find(bearerOf(caller).userId);
    assert(user, 'whoever holds a token is a user');
    return toCurrentUser(user, caller.origin);
  }
}
