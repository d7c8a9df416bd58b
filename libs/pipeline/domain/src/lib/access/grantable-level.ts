import { err, ok, type Result } from '@holdpoint/kernel';
import { ACCESS_LEVELS, type AccessLevel } from './access-level';

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
