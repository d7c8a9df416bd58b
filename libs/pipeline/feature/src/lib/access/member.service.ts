import { Injectable } from '@nestjs/common';
import type { MemberResponse } from '@holdpoint/pipeline-contract';
import { holdsNamespace, mayAskForRemoval, mayGrant, memberLevel, memberRemoval, type AccessLevel, type GrantedMember } from '@holdpoint/pipeline-domain';
import { MemberRepository, UserRepository, type MemberRow, type NewMember, type ProjectRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import { bearerOf, type Requester } from '../http/input/caller.decorator';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { toUser } from '../instance/user-responses';
import { toTimestamp } from '../view/times';
import type { AddMemberDto, MemberListQueryDto } from './member.dto';

/** Shows, adds, changes and removes the members of projects. */
@Injectable()
export class MemberService {
  constructor(
    private readonly members: MemberRepository,
    private readonly users: UserRepository,
  ) {}

  async list(projectId: number, query: MemberListQueryDto, origin: string): Promise<Page<MemberResponse>> {
    const filter = { search: query.query, userIds: query.user_ids };
    const members = await this.members.list(projectId, pageRequest(query), filter);
    return toPage(members, query, (member) => toMember(member, origin));
  }

  async get(projectId: number, userId: number, origin: string): Promise<MemberResponse> {
    const member = await this.members.find(projectId, userId);
    if (!member) throw new ApiError('member_not_found');
    return toMember(member, origin);
  }

  async add(projectId: number, input: AddMemberDto, { accessLevel, origin }: Requester): Promise<MemberResponse> {
    if (!mayGrant(accessLevel, input.access_level)) throw new ApiError('level_out_of_reach');
    const added = await this.members.add(projectId, toNewMember(input), input.access_level);
    if (!added.ok) throw new ApiError(added.error);
    return toMember(added.value, origin);
  }

  async update(project: ProjectRow, userId: number, level: AccessLevel, caller: Requester): Promise<MemberResponse> {
    const who = await this.factsOf(project, userId, caller);
    const changed = await this.members.change(project.id, userId, (current) =>
      memberLevel(caller.accessLevel, { ...who, level: current }, level),
    );
    if (!changed.ok) throw new ApiError(changed.error);
    return toMember(changed.value, caller.origin);
  }

  async remove(project: ProjectRow, userId: number, caller: Requester): Promise<void> {
    const who = await this.factsOf(project, userId, caller);
    if (!mayAskForRemoval(caller.accessLevel, who)) throw new ApiError('forbidden');
    const removed = await this.members.change(project.id, userId, (current) =>
      memberRemoval(caller.accessLevel, { ...who, level: current }),
    );
    if (!removed.ok) throw new ApiError(removed.error);
  }

  /** What does not change of a member: a user keeps their name and their number. */
  private async factsOf({ path }: ProjectRow, userId: number, caller: Requester): Promise<Omit<GrantedMember, 'level'>> {
    const user = await this.users.find(userId);
    return { holdsNamespace: user !== undefined && holdsNamespace(path, user.username), isCaller: bearerOf(caller).userId === userId };
  }
}

/** Who is meant, in GitLab's words if nobody is or two could be. */
function toNewMember({ user_id: userId, username }: AddMemberDto): NewMember {
  if (userId !== undefined && username !== undefined) throw invalid('user_id, username are mutually exclusive');
  if (userId !== undefined) return { userId };
  if (username !== undefined) return { username };
  throw invalid('user_id, username are missing, exactly one parameter must be provided');
}

const invalid = (problem: string): ApiError => new ApiError('parameters_invalid', { problems: [problem] });

const toMember = (member: MemberRow, origin: string): MemberResponse => ({
  ...toUser(member, origin),
  access_level: member.accessLevel,
  created_at: toTimestamp(member.createdAt),
  expires_at: null,
  membership_state: 'active',
});
