import type { Timestamp } from './timestamp';

/** A user, as other objects show it. */
export interface UserResponse {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly state: 'active' | 'blocked';
  readonly locked: boolean;
  readonly avatar_url: string | null;
  readonly web_url: string;
}

/** The user that a token stands for. */
export interface CurrentUserResponse extends UserResponse {
  readonly is_admin: boolean;
  readonly bot: boolean;
  readonly external: boolean;
  readonly email: string;
  readonly created_at: Timestamp | null;
}
