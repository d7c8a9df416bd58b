import type { Timestamp } from '../instance/timestamp';
import type { ExternalOptionsResponse } from '../job/external-options-response';
import type { StatusName } from '../job/status';
import type { HookEventName } from './hook-response';

/** What is sent to a hook, as Standard Webhooks has it; `data` is as it stands when it is sent. */
export interface HookPayload {
  readonly type: `external_job.${HookEventName}`;
  /** When it happened. */
  readonly timestamp: Timestamp;
  readonly data: HookPayloadData;
}

/** The job that a hook is told of, and where to report on it. */
export interface HookPayloadData {
  readonly project: { readonly id: number; readonly path_with_namespace: string; readonly web_url: string };
  readonly pipeline: { readonly id: number; readonly ref: string; readonly sha: string; readonly web_url: string };
  readonly job: HookPayloadJob;
  readonly callback: HookPayloadCallback;
}

/** The job as it stands when the hook is sent. */
export interface HookPayloadJob {
  readonly id: number;
  readonly name: string;
  readonly attempt: number;
  readonly status: StatusName;
  readonly deadline_at: Timestamp | null;
  /** Until when the end of canceled work can be acknowledged. */
  readonly cancel_deadline_at: Timestamp | null;
  readonly external: ExternalOptionsResponse;
}

/** Where to report, and with what: the token comes with the start only. */
export interface HookPayloadCallback {
  readonly url: string;
  /** To be sent in the header `PRIVATE-TOKEN`; it stands for this attempt of this job. */
  readonly token?: string;
}
