import { Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { MemberResponse } from '@holdpoint/pipeline-contract';
import type { ProjectRow } from '@holdpoint/pipeline-persistence';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { Project } from '../project/project.decorator';
import { AddMemberDto, MemberListQueryDto, UpdateMemberDto } from './member.dto';
import { MemberService } from './member.service';

/** Members of a project. */
@ApiTags('Members')
@PathParameter('id')
@Controller('api/v4/projects/:id/members')
export class MemberController {
  constructor(private readonly members: MemberService) {}

  @Requires('read')
  @Get(['', 'all'])
  @Operation({
    summary: 'Members of the project, its bots among them',
    description: 'Projects inherit no members, so `all` shows the same.',
    answers: 'Member',
    list: true,
    errors: ['project_not_found'],
  })
  list(
    @Project() { id }: ProjectRow,
    @Query() query: MemberListQueryDto,
    @Caller() { origin }: Requester,
  ): Promise<Page<MemberResponse>> {
    return this.members.list(id, query, origin);
  }

  @Requires('read')
  @Get([':user_id', 'all/:user_id'])
  @PathParameter('user_id')
  @Operation({ summary: 'A member of the project', answers: 'Member', errors: ['project_not_found', 'member_not_found'] })
  get(@Project() { id }: ProjectRow, @PathId('user_id') userId: number, @Caller() { origin }: Requester): Promise<MemberResponse> {
    return this.members.get(id, userId, origin);
  }

  @Requires('maintain')
  @Post()
  @ApiBody({ type: AddMemberDto })
  @Operation({
    summary: 'Add a member, at a level not above your own',
    status: 201,
    answers: 'Member',
    errors: ['project_not_found', 'user_not_found', 'member_exists', 'level_out_of_reach'],
  })
  add(@Project() { id }: ProjectRow, @Input() input: AddMemberDto, @Caller() caller: Requester): Promise<MemberResponse> {
    return this.members.add(id, input, caller);
  }

  @Requires('maintain')
  @Put(':user_id')
  @PathParameter('user_id')
  @ApiBody({ type: UpdateMemberDto })
  @Operation({
    summary: 'Change what a member may do, both before and after not above your own level',
    description: 'Whose namespace the project is in stays its owner.',
    answers: 'Member',
    errors: ['project_not_found', 'member_not_found', 'level_out_of_reach', 'namespace_holder_stays'],
  })
  update(
    @Project() project: ProjectRow,
    @PathId('user_id') userId: number,
    @Input() input: UpdateMemberDto,
    @Caller() caller: Requester,
  ): Promise<MemberResponse> {
    return this.members.update(project, userId, input.access_level, caller);
  }

  @Requires('see')
  @Delete(':user_id')
  @PathParameter('user_id')
  @Operation({
    summary: 'Remove yourself, or as a maintainer a member whose level is not above your own',
    description: 'Whose namespace the project is in cannot be removed.',
    status: 204,
    answers: 'nothing',
    errors: ['project_not_found', 'member_not_found', 'level_out_of_reach', 'namespace_holder_stays'],
  })
  remove(@Project() project: ProjectRow, @PathId('user_id') userId: number, @Caller() caller: Requester): Promise<void> {
    return this.members.remove(project, userId, caller);
  }
}
