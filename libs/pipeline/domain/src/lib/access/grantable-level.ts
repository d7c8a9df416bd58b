import { err, ok, type Result } from '@holdpoint/kernel';
import { ACCESS_LEVELS, type AccessLevel } from './access-level';
import type { Principal } from './principal';

/**
 * The level that a caller may give: nobody gives, changes or takes away more than they have themselves. Pass every level
 * that is touched, the old one of a member and the new one.
 */
export const mayGrant = (own: AccessLevel | null, ...levels: readonly AccessLevel[]): boolean =>
  own !== null && levels.every((level) => level <= own);

/** The level of a project access token: maintainer unless another is asked for, never above its maker's. */
export function tokenLevel(own: AccessLevel | null, requested?: AccessLevel): Result<AccessLevel, 'above_own_level'> {
  if (own === null) return err('above_own_level');
  if (requested === undefined) return ok(own < ACCESS_LEVELS.maintainer ? own : ACCESS_LEVELS.maintainer);
  return mayGrant(own, requested) ? ok(requested) : err('above_own_level');
}

/** Whether a caller may make a personal token for a user: everybody for themselves, an admin for all. */
export const mayIssueFor = (principal: Principal, userId: number): boolean =>
  principal.type === 'user' && (principal.admin || principal.userId === userId);
