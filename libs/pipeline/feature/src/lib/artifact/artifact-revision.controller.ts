import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { ArtifactRevisionResponse } from '@holdpoint/pipeline-contract';
import { ArtifactRevisions, type ProjectRow } from '@holdpoint/pipeline-persistence';
import type { FastifyReply } from 'fastify';
import { Requires } from '../auth/requires.decorator';
import { ApiError } from '../http/error/api-error';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { ArtifactRevisionListQueryDto, RegisterArtifactRevisionDto } from './artifact-revision.dto';
import { toArtifactRevision } from './artifact-revision-response';

/** What the digests of artifacts stand for. */
@ApiTags('Artifact revisions')
@PathParameter('id')
@Requires('develop')
@Controller('api/v4/projects/:id/artifact_revisions')
export class ArtifactRevisionController {
  constructor(private readonly revisions: ArtifactRevisions) {}

  @Post()
  @ApiBody({ type: RegisterArtifactRevisionDto })
  @Operation({
    summary: 'Say which commit an artifact was made of',
    description: [
      'For the build that pushed it. Events that name the digest and came before are decided again. A digest may be',
      'registered for several commits: a build that changes nothing pushes the same bytes again. What is registered',
      'already is answered with 200. A digest takes 100 registrations.',
    ].join('\n'),
    status: 201,
    also: [200],
    answers: 'ArtifactRevision',
    errors: ['project_not_found', 'artifact_revision_limit_reached'],
  })
  async register(
    @Project() project: ProjectRow,
    @Input() { digest, repository, sha, ref }: RegisterArtifactRevisionDto,
    @Caller() { username: createdBy }: Requester,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ArtifactRevisionResponse> {
    const revision = { projectId: project.id, digest, repository, source: 'registered', sha, ref: ref ?? null, createdBy } as const;
    const added = await this.revisions.add(revision);
    if (!added.ok) throw new ApiError('artifact_revision_limit_reached');
    reply.code(added.value.isNew ? 201 : 200);
    return toArtifactRevision(added.value.revision);
  }

  @Requires('read')
  @Get()
  @Operation({
    summary: 'What digests stand for, and who says so; newest first',
    description: 'Not counted: the headers have no totals and no link to the last page.',
    answers: 'ArtifactRevision',
    list: true,
    errors: ['project_not_found'],
  })
  async list(@Project() project: ProjectRow, @Query() query: ArtifactRevisionListQueryDto): Promise<Page<ArtifactRevisionResponse>> {
    const { digest, sha, repository } = query;
    const filter = { digest: digest ?? null, sha: sha ?? null, repository: repository ?? null };
    return toPage(await this.revisions.list(project.id, filter, pageRequest(query)), query, toArtifactRevision);
  }
}
