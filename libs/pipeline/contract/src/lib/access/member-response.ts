import type { Timestamp } from '../instance/timestamp';
import type { UserResponse } from '../instance/user-response';

/** A member of a project. */
export interface MemberResponse extends UserResponse {
  /** 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner. */
  readonly access_level: number;
  readonly created_at: Timestamp;
  readonly expires_at: null;
  readonly membership_state: 'active';
}
