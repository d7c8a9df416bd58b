import type { ErrorCode } from '@holdpoint/pipeline-contract';
import type { ActionRefusal, CallbackRefusal, CreatePipelineRefusal, DeletionRefusal } from '@holdpoint/pipeline-application';
import { ApiError } from '../http/error/api-error';

/** Whatever a use case may refuse and the API answers with an error. */
export type Refusal = ActionRefusal | CallbackRefusal | CreatePipelineRefusal['code'] | DeletionRefusal;

const CODES: Readonly<Record<Refusal, ErrorCode>> = {
  pipeline_not_found: 'pipeline_not_found',
  job_not_found: 'job_not_found',
  job_not_playable: 'job_not_playable',
  job_not_retryable: 'job_not_retryable',
  job_not_cancelable: 'event_illegal',
  pipeline_not_cancelable: 'event_illegal',
  pipeline_not_ended: 'pipeline_not_ended',
  bridge_canceled: 'event_illegal',
  illegal_event: 'event_illegal',
  name_taken: 'name_taken',
  too_many_jobs: 'job_limit_reached',
  idempotency_key_reused: 'idempotency_key_reused',
  idempotency_in_progress: 'idempotency_in_progress',
  busy: 'busy',
  taken_twice: 'outcome_unknown',
  unavailable: 'unavailable',
  outcome_unknown: 'outcome_unknown',
  partly_taken: 'outcome_unknown',
  stopping: 'stopping',
  reference_not_found: 'reference_not_found',
  config_missing: 'config_missing',
  config_invalid: 'config_invalid',
  pipeline_filtered: 'pipeline_filtered',
};

/** The error that answers a use case's refusal. */
export const refusalError = (refusal: Refusal, problems?: readonly string[]): ApiError =>
  new ApiError(CODES[refusal], problems ? { problems } : {});
