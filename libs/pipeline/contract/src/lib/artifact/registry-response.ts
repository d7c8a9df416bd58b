import type { Timestamp } from '../instance/timestamp';

/** A repository that is asked what digests stand for; its password is never shown. */
export interface RegistryResponse {
  readonly id: number;
  readonly project_id: number;
  readonly repository: string;
  /** Null where it is asked as anybody. */
  readonly username: string | null;
  readonly created_at: Timestamp;
}
