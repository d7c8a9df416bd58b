import type { Instant } from '@holdpoint/kernel';
import type { ExternalOptions, HookEvent, JobId, PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { DeliveryState } from './delivery-state';

/** A delivery as lists show it; instants in epoch milliseconds. */
export interface HookDeliveryRow {
  readonly id: number;
  readonly webhookId: string;
  readonly hookId: number;
  readonly event: HookEvent;
  readonly pipelineId: PipelineId;
  readonly jobId: JobId;
  readonly jobName: string;
  readonly state: DeliveryState;
  /** How often it was sent. */
  readonly attempts: number;
  /** The HTTP status of the last answer. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Instant;
  readonly lastAttemptAt: Instant | null;
  readonly deliveredAt: Instant | null;
}

/** Everything that it takes to send a delivery, as it stands when it is sent. */
export interface DueDelivery {
  readonly id: number;
  readonly webhookId: string;
  readonly event: HookEvent;
  /** When what it tells of happened. */
  readonly createdAt: Instant;
  /** The present instant in real time, whatever the store's clock says: receivers compare it with their own. */
  readonly sentAt: Instant;
  readonly hook: { readonly id: number; readonly url: string; readonly enabled: boolean };
  /** In clear: the current one and, during a rotation, the one before. */
  readonly secrets: readonly string[];
  readonly project: { readonly id: number; readonly path: string };
  readonly pipeline: { readonly id: PipelineId; readonly ref: string; readonly sha: string };
  readonly job: {
    readonly id: JobId;
    readonly name: string;
    readonly attempt: number;
    readonly status: Status;
    readonly deadlineAt: Instant | null;
    readonly cancelDeadlineAt: Instant | null;
    readonly external: ExternalOptions;
  };
}

/** What one try came to. */
export interface DeliveryTry {
  /** False where it was given up without a message. */
  readonly isSent: boolean;
  readonly state: DeliveryState;
  readonly status: number | null;
  readonly error: string | null;
  /** True disables the hook: its receiver is gone. */
  readonly gone: boolean;
  /** How long the receiver wants to be left alone, in milliseconds; null when it does not say. */
  readonly retryAfterMs: number | null;
}

/** Where a list of deliveries is read on. */
export interface DeliveriesBefore {
  /** Null begins with the newest. */
  readonly beforeId: number | null;
  readonly limit: number;
}
