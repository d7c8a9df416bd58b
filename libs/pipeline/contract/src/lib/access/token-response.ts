import type { Timestamp } from '../instance/timestamp';

/** An access token, without its text. */
export interface TokenResponse {
  readonly id: number;
  readonly name: string;
  readonly revoked: boolean;
  readonly created_at: Timestamp;
  readonly scopes: readonly ('api' | 'read_api')[];
  readonly user_id: number;
  /** Not kept track of. */
  readonly last_used_at: null;
  readonly active: boolean;
  /** The day (`2026-12-31`) at whose beginning, in UTC, it ends; null for the operator's token. */
  readonly expires_at: string | null;
}

/** A personal access token that was just made: its text is shown this once. */
export interface NewTokenResponse extends TokenResponse {
  readonly token: string;
}

/** A project access token. */
export interface ProjectTokenResponse extends TokenResponse {
  /** Null once the token is revoked or its bot was removed from the project. */
  readonly access_level: number | null;
}

/** A project access token that was just made. */
export interface NewProjectTokenResponse extends ProjectTokenResponse {
  readonly token: string;
}
