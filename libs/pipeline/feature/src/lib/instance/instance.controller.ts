import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CurrentUserResponse, MetadataResponse, VersionResponse } from '@holdpoint/pipeline-contract';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Operation } from '../openapi/operation.decorator';
import { toCurrentUser } from './user-responses';

/** The GitLab whose API is spoken, and Holdpoint's own version behind the sign that semantic versions have for it. */
const VERSION: VersionResponse = { version: '16.6.0+holdpoint.0.1.0', revision: 'holdpoint' };

/** What clients ask before anything else: which version this is, and whose token they hold. */
@ApiTags('Instance')
@Controller('api/v4')
export class InstanceController {
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
  user(@Caller() caller: Requester): CurrentUserResponse {
    return toCurrentUser(caller.username, caller.origin);
  }
}
