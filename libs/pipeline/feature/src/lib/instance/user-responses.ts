import type { CurrentUserResponse, UserResponse } from '@holdpoint/pipeline-contract';

/** There is one user; other names are what stands in old rows. */
const ROOT_ID = 1;

/** Shows a user by name. */
export function toUser(username: string, origin: string): UserResponse {
  return {
    id: ROOT_ID,
    username,
    name: username === 'root' ? 'Administrator' : username,
    state: 'active',
    locked: false,
    avatar_url: null,
    web_url: `${origin}/${encodeURIComponent(username)}`,
  };
}

/** Shows the user whose token was sent. */
export function toCurrentUser(username: string, origin: string): CurrentUserResponse {
  return {
    ...toUser(username, origin),
    is_admin: true,
    bot: false,
    external: false,
    email: emailOf(username),
    created_at: null,
  };
}

/** An address that can never be written to (RFC 2606), for fields that clients expect to be filled. */
export const emailOf = (username: string): string => `${username}@holdpoint.invalid`;
