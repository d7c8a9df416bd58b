import { Injectable } from '@nestjs/common';
import { err, ok } from '@holdpoint/kernel';
import type { MemberResponse } from '@holdpoint/pipeline-contract';
import { mayGrant, type AccessLevel } from '@holdpoint/pipeline-domain';
import { MemberRepository, type MemberRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { Requester } from '../http/input/caller.decorator';
import type { Page } from '../http/page/page';
import type { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { toUser } from '../instance/user-responses';
import { toTimestamp } from '../view/times';
import type { AddMemberDto } from './member.dto';

/** Shows, adds, changes and removes the members of projects. */
@Injectable()
export class MemberService {
  constructor(private readonly members: MemberRepository) {}

  async list(projectId: number, query: PageQueryDto, origin: string): Promise<Page<MemberResponse>> {
    return toPage(await this.members.list(projectId, pageRequest(query)), query, (member) => toMember(member, origin));
  }

  async add(projectId: number, input: AddMemberDto, { accessLevel, origin }: Requester): Promise<MemberResponse> {
    if (!mayGrant(accessLevel, input.access_level)) throw new ApiError('forbidden');
    const added = await this.members.add(projectId, input.user_id, input.access_level);
    if (!added.ok) throw new ApiError(added.error);
    return toMember(added.value, origin);
  }

  async update(projectId: number, userId: number, level: AccessLevel, caller: Requester): Promise<MemberResponse> {
    const changed = await this.members.change(projectId, userId, (current) =>
      mayGrant(caller.accessLevel, current, level) ? ok(level) : err('forbidden'),
    );
    if (!changed.ok) throw new ApiError(changed.error);
    return toMember(changed.value, caller.origin);
  }

  async remove(projectId: number, userId: number, { accessLevel }: Requester): Promise<void> {
    const removed = await this.members.change(projectId, userId, (current) =>
      mayGrant(accessLevel, current) ? ok('removed') : err('forbidden'),
    );
    if (!removed.ok) throw new ApiError(removed.error);
  }
}

const toMember = (member: MemberRow, origin: string): MemberResponse => ({
  ...toUser(member, origin),
  access_level: member.accessLevel,
  created_at: toTimestamp(member.createdAt),
  expires_at: null,
  membership_state: 'active',
});
