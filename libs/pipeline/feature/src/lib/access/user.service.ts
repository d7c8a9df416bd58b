import { Injectable } from '@nestjs/common';
import type { CurrentUserResponse, UserResponse } from '@holdpoint/pipeline-contract';
import { mayActFor } from '@holdpoint/pipeline-domain';
import { USER_STATES, UserRepository, type UserFilter } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import { bearerOf, type Requester } from '../http/input/caller.decorator';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { toCurrentUser, toUser } from '../instance/user-responses';
import type { CreateUserDto, UserListQueryDto } from './user.dto';

/** Makes, shows and blocks users. */
@Injectable()
export class UserService {
  constructor(private readonly users: UserRepository) {}

  async list(query: UserListQueryDto, origin: string): Promise<Page<UserResponse>> {
    const { username } = query;
    const [page, filter] = [pageRequest(query), toUserFilter(query)];
    const users = await (username === undefined ? this.users.list(page, filter) : this.users.listNamed(username, page, filter));
    return toPage(users, query, (user) => toUser(user, origin));
  }

  /** Admins, and users themselves, see all that is known; the bots of projects are not there, as in lists. */
  async get(userId: number, caller: Requester): Promise<UserResponse> {
    const user = await this.users.find(userId);
    if (user?.userType !== 'human') throw new ApiError('user_not_found');
    return mayActFor(caller.principal, userId) ? toCurrentUser(user, caller.origin) : toUser(user, caller.origin);
  }

  async create({ username, name, admin = false }: CreateUserDto, origin: string): Promise<CurrentUserResponse> {
    const created = await this.users.create({ username, name, admin });
    if (!created.ok) throw new ApiError('username_taken');
    return toCurrentUser(created.value, origin);
  }

  /** As in GitLab nobody blocks themselves: the last administrator could not come back. */
  async block(userId: number, caller: Requester): Promise<true> {
    if (bearerOf(caller).userId === userId) throw new ApiError('forbidden');
    return found(await this.users.block(userId, caller.username));
  }

  async unblock(userId: number): Promise<true> {
    return found(await this.users.unblock(userId));
  }
}

/** As in GitLab a switch that is off does not filter, and nobody is both. */
const toUserFilter = ({ search, active, blocked }: UserListQueryDto): UserFilter => ({
  search,
  states: USER_STATES.filter((state) => (state === 'active' ? !blocked : !active)),
});

function found(isThere: boolean): true {
  if (!isThere) throw new ApiError('user_not_found');
  return true;
}
