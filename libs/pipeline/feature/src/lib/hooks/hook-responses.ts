import type { ExternalHookResponse, HookDeliveryResponse } from '@holdpoint/pipeline-contract';
import type { ExternalHookRow, HookDeliveryRow } from '@holdpoint/pipeline-persistence';
import { toTimestamp, toTimestampOrNull } from '../view/times';

/** Shows a hook, without its secret. */
export const toHook = (hook: ExternalHookRow): ExternalHookResponse => ({
  id: hook.id,
  project_id: hook.projectId,
  url: hook.url,
  events: hook.events,
  enabled: hook.enabled,
  disabled_reason: hook.disabledReason,
  previous_secret_expires_at: toTimestampOrNull(hook.previousSecretExpiresAt),
  created_at: toTimestamp(hook.createdAt),
  updated_at: toTimestamp(hook.updatedAt),
});

/** Shows a delivery. */
export const toDelivery = (delivery: HookDeliveryRow): HookDeliveryResponse => ({
  id: delivery.id,
  webhook_id: delivery.webhookId,
  hook_id: delivery.hookId,
  event: delivery.event,
  pipeline_id: delivery.pipelineId,
  job_id: delivery.jobId,
  job_name: delivery.jobName,
  state: delivery.state,
  attempts: delivery.attempts,
  last_status: delivery.lastStatus,
  last_error: delivery.lastError,
  created_at: toTimestamp(delivery.createdAt),
  last_attempt_at: toTimestampOrNull(delivery.lastAttemptAt),
  delivered_at: toTimestampOrNull(delivery.deliveredAt),
});
