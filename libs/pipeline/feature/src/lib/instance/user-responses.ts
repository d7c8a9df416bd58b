import type { CurrentUserResponse, UserResponse } from '@holdpoint/pipeline-contract';
import { emailOf } from '@holdpoint/pipeline-domain';
import type { UserBadge, UserRow } from '@holdpoint/pipeline-persistence';
import { toTimestamp } from '../view/times';

/** Shows a user as other objects do. */
export function toUser({ id, username, name, state }: UserBadge, origin: string): UserResponse {
  const web_url = `${origin}/${encodeURIComponent(username)}`;
  return { id, username, name, state, locked: false, avatar_url: null, web_url };
}

/** Shows a user with all that is known of them. */
export function toCurrentUser(user: UserRow, origin: string): CurrentUserResponse {
  return {
    ...toUser(user, origin),
    is_admin: user.admin,
    bot: user.userType === 'project_bot',
    external: false,
    email: emailOf(user.username),
    created_at: toTimestamp(user.createdAt),
  };
}
