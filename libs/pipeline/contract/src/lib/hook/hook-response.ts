import type { Timestamp } from '../instance/timestamp';

/** What a hook can be told of an external job. */
export type HookEventName = 'start' | 'cancel' | 'timeout';

/** A hook that tells another system of the external jobs of a project. */
export interface ExternalHookResponse {
  readonly id: number;
  readonly project_id: number;
  readonly url: string;
  readonly events: readonly HookEventName[];
  readonly enabled: boolean;
  /** Why the service has disabled it by itself. */
  readonly disabled_reason: string | null;
  /** Until when the secret before the last rotation signs too. */
  readonly previous_secret_expires_at: Timestamp | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

/** A hook with its secret, which is shown this once. */
export interface NewExternalHookResponse extends ExternalHookResponse {
  readonly secret: string;
}

/** One event for one hook, however often it is sent. */
export interface HookDeliveryResponse {
  readonly id: number;
  /** Stays the same when it is sent again. */
  readonly webhook_id: string;
  readonly hook_id: number;
  readonly event: HookEventName;
  readonly pipeline_id: number;
  readonly job_id: number;
  readonly job_name: string;
  /** `pending` will be tried (again), `dead` will not. */
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly created_at: Timestamp;
  readonly last_attempt_at: Timestamp | null;
  /** When it arrived last, also while it is sent again; null as long as it never did. */
  readonly delivered_at: Timestamp | null;
}

/** A token by which another system reports on one attempt of an external job, and on nothing else. */
export interface CallbackTokenResponse {
  readonly token: string;
  /** The latest attempt, whichever was asked for. */
  readonly job_id: number;
  readonly attempt: number;
  readonly callback_url: string;
}
