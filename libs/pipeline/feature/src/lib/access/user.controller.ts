import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { CurrentUserResponse, UserResponse } from '@holdpoint/pipeline-contract';
import { Requires } from '../auth/requires.decorator';
import { Caller, type Requester } from '../http/input/caller.decorator';
import { Input } from '../http/input/input.decorator';
import { PathId } from '../http/input/path-id.decorator';
import type { Page } from '../http/page/page';
import { Operation, PathParameter } from '../openapi/operation.decorator';
import { CreateUserDto, UserListQueryDto } from './user.dto';
import { UserService } from './user.service';

/** Persons who may call. */
@ApiTags('Users')
@Controller('api/v4/users')
export class UserController {
  constructor(private readonly users: UserService) {}

  @Requires('user')
  @Get()
  @Operation({ summary: 'Users, newest first, without the bots of projects', answers: 'User', list: true })
  list(@Query() query: UserListQueryDto, @Caller() { origin }: Requester): Promise<Page<UserResponse>> {
    return this.users.list(query, origin);
  }

  @Requires('user')
  @Get(':user_id')
  @PathParameter('user_id')
  @Operation({
    summary: 'A user; bots of projects are not shown',
    description: 'Administrators, and users themselves, are shown what `GET /user` shows.',
    answers: 'User',
    errors: ['user_not_found'],
  })
  get(@PathId('user_id') userId: number, @Caller() caller: Requester): Promise<UserResponse> {
    return this.users.get(userId, caller);
  }

  @Requires('admin')
  @Post()
  @ApiBody({ type: CreateUserDto })
  @Operation({ summary: 'Make a user; for administrators', status: 201, answers: 'CurrentUser', errors: ['username_taken'] })
  create(@Input() input: CreateUserDto, @Caller() { origin }: Requester): Promise<CurrentUserResponse> {
    return this.users.create(input, origin);
  }

  @Requires('admin')
  @Post(':user_id/block')
  @PathParameter('user_id')
  @Operation({
    summary: 'Refuse the tokens of a user; for administrators',
    description: 'Shortly afterwards the jobs of their pipelines that are under way, or were to come, fail with `user_blocked`.',
    status: 201,
    answers: 'Done',
    errors: ['user_not_found'],
  })
  block(@PathId('user_id') userId: number, @Caller() caller: Requester): Promise<true> {
    return this.users.block(userId, caller);
  }

  @Requires('admin')
  @Post(':user_id/unblock')
  @PathParameter('user_id')
  @Operation({ summary: 'Take the tokens of a user again; for administrators', status: 201, answers: 'Done', errors: ['user_not_found'] })
  unblock(@PathId('user_id') userId: number): Promise<true> {
    return this.users.unblock(userId);
  }
}
