import type { Timestamp } from '../instance/timestamp';

/** In which order jobs get the resource of their group. */
export type ProcessModeName = 'unordered' | 'oldest_first' | 'newest_first' | 'newest_ready_first';

/** A resource group, as GitLab shows it. */
export interface ResourceGroupResponse {
  readonly id: number;
  readonly key: string;
  readonly process_mode: ProcessModeName;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}
