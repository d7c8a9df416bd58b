import { err, ok, type Result } from '@holdpoint/kernel';
import { ACCESS_LEVELS, type AccessLevel } from './access-level';
import type { Principal } from './principal';

/**
 * The level that a caller may give: nobody gives, changes or takes away more than they have themselves. Pass every level
 * that is touched, the old one of a member and the new one.
 */
export const mayGrant = (own: AccessLevel | null, ...levels: readonly AccessLevel[]): boolean =>
  own !== null && levels.every((level) => level <= own);

/** A member of a project, as far as it matters for who may change or remove them. */
export interface GrantedMember {
  readonly level: AccessLevel;
  /** Whether the project lies in this user's own namespace. */
  readonly holdsNamespace: boolean;
  /** Whether they are the caller themselves. */
  readonly isCaller: boolean;
}

/** Whether the namespace of a project's path is that of a user; names are the same in any case. */
export const holdsNamespace = (projectPath: string, username: string): boolean =>
  projectPath.slice(0, projectPath.lastIndexOf('/')).toLowerCase() === username.toLowerCase();

/** Why a caller may not decide on a member. */
export type MemberRefusal = 'forbidden' | 'level_out_of_reach' | 'namespace_holder_stays';

/** The level that a caller gives a member; the holder of the namespace keeps theirs. Source: GitLab's `ProjectMemberPolicy`. */
export function memberLevel(own: AccessLevel | null, member: GrantedMember, level: AccessLevel): Result<AccessLevel, MemberRefusal> {
  if (member.holdsNamespace) return err('namespace_holder_stays');
  return mayGrant(own, member.level, level) ? ok(level) : err('level_out_of_reach');
}

/** Whether a caller may ask for somebody's removal: whoever may not must not hear from the answer whether they are a member. */
export const mayAskForRemoval = (own: AccessLevel | null, { isCaller }: Pick<GrantedMember, 'isCaller'>): boolean =>
  isCaller || mayGrant(own, ACCESS_LEVELS.maintainer);

/** A caller's removal of a member: everybody removes themselves, a maintainer others, nobody the holder of the namespace. */
export function memberRemoval(own: AccessLevel | null, member: GrantedMember): Result<'removed', MemberRefusal> {
  if (!mayAskForRemoval(own, member)) return err('forbidden');
  if (member.holdsNamespace) return err('namespace_holder_stays');
  return member.isCaller || mayGrant(own, member.level) ? ok('removed') : err('level_out_of_reach');
}

/** The level of a project access token: maintainer unless another is asked for, never above its maker's. */
export function tokenLevel(own: AccessLevel | null, requested?: AccessLevel): Result<AccessLevel, 'above_own_level'> {
  if (own === null) return err('above_own_level');
  if (requested === undefined) return ok(own < ACCESS_LEVELS.maintainer ? own : ACCESS_LEVELS.maintainer);
  return mayGrant(own, requested) ? ok(requested) : err('above_own_level');
}

/** Whether what is a user's own (their tokens, and all that is known of them) is open to a caller: to themselves and to admins. */
export const mayActFor = (principal: Principal, userId: number): boolean =>
  principal.type === 'user' && (principal.admin || principal.userId === userId);
