import type { Instant } from '@holdpoint/kernel';

/** Whether the tokens of a user are taken. */
export const USER_STATES = ['active', 'blocked'] as const;

/** What other objects show of a user. */
export interface UserBadge {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly state: (typeof USER_STATES)[number];
}

/** A user; instants in epoch milliseconds. */
export interface UserRow extends UserBadge {
  readonly userType: 'human' | 'project_bot';
  readonly admin: boolean;
  readonly createdAt: Instant;
}

/** Columns of a {@link UserBadge}. */
export const BADGE_COLUMNS = 'users.id, users.username, users.name, users.state';

/** Columns of a {@link UserRow}. */
export const USER_COLUMNS = `${BADGE_COLUMNS}, users.user_type AS "userType", users.admin, users.created_at AS "createdAt"`;
