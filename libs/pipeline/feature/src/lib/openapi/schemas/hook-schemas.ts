import type {
  CallbackTokenResponse,
  ExternalHookResponse,
  HookDeliveryResponse,
  HookPayload,
  HookPayloadCallback,
  HookPayloadData,
  HookPayloadJob,
  NewExternalHookResponse,
} from '@holdpoint/pipeline-contract';
import { HOOK_EVENTS } from '@holdpoint/pipeline-domain';
import { DELIVERY_STATES } from '@holdpoint/pipeline-persistence';
import { boolean, integer, listOf, nullable, objectOf, ref, text, timestamp, words } from '../schema';

const HOOK = {
  id: integer,
  project_id: integer,
  url: text,
  events: listOf(ref('HookEvent')),
  enabled: boolean,
  disabled_reason: nullable(text),
  previous_secret_expires_at: nullable(timestamp),
  created_at: timestamp,
  updated_at: timestamp,
} as const;

/** What is sent; in the document for those who receive it. */
const PAYLOAD_SCHEMAS = {
  HookPayload: objectOf<HookPayload>({
    type: words(...HOOK_EVENTS.map((event) => `external_job.${event}`)),
    timestamp,
    data: objectOf<HookPayloadData>({
      project: objectOf<HookPayloadData['project']>({ id: integer, path_with_namespace: text, web_url: text }),
      pipeline: objectOf<HookPayloadData['pipeline']>({ id: integer, ref: text, sha: text, web_url: text }),
      job: objectOf<HookPayloadJob>({
        id: integer,
        name: text,
        attempt: integer,
        status: ref('Status'),
        deadline_at: nullable(timestamp),
        cancel_deadline_at: nullable(timestamp),
        external: ref('ExternalOptions'),
      }),
      callback: objectOf<HookPayloadCallback>({ url: text, token: text }, 'token'),
    }),
  }),
};

/** Schemas of hooks, of what is sent to them, and of the tokens with which they answer. */
export const HOOK_SCHEMAS = {
  HookEvent: words(...HOOK_EVENTS),
  ExternalHook: objectOf<ExternalHookResponse>(HOOK),
  NewExternalHook: objectOf<NewExternalHookResponse>({ ...HOOK, secret: text }),
  HookDelivery: objectOf<HookDeliveryResponse>({
    id: integer,
    webhook_id: text,
    hook_id: integer,
    event: ref('HookEvent'),
    pipeline_id: integer,
    job_id: integer,
    job_name: text,
    state: words(...DELIVERY_STATES),
    attempts: integer,
    last_status: nullable(integer),
    last_error: nullable(text),
    created_at: timestamp,
    last_attempt_at: nullable(timestamp),
    delivered_at: nullable(timestamp),
  }),
  CallbackToken: objectOf<CallbackTokenResponse>({ token: text, job_id: integer, attempt: integer, callback_url: text }),
  ...PAYLOAD_SCHEMAS,
};
