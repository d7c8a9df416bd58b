import { HttpException } from '@nestjs/common';
import { isRetryable } from '@holdpoint/database';
import type { ErrorCode } from '@holdpoint/pipeline-contract';
import { ConfigReaderUnavailable, StoreError, type StoreErrorKind } from '@holdpoint/pipeline-application';
import { ApiError } from './api-error';

const OF_STORE: Readonly<Record<StoreErrorKind, ErrorCode>> = {
  conflict: 'busy',
  held: 'busy',
  unavailable: 'unavailable',
  commit_unknown: 'outcome_unknown',
  taken_twice: 'outcome_unknown',
  project_gone: 'project_not_found',
};

/** What the HTTP server itself refuses, by Fastify's codes. */
const OF_SERVER: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: 'address_malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'address_too_long',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'content_length_wrong',
  FST_ERR_HANDLER_TIMEOUT: 'busy',
};

const OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'address_malformed',
  401: 'unauthorized',
  // Of the server of static files, for `..` in an address.
  403: 'route_not_found',
  404: 'route_not_found',
  408: 'request_timed_out',
  413: 'body_too_large',
  414: 'address_too_long',
  415: 'content_type_unsupported',
};

/** Finds the row of the error table for whatever was thrown; what nobody foresaw is an internal error. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof StoreError) return new ApiError(OF_STORE[thrown.kind], {}, { cause: thrown });
  if (thrown instanceof ConfigReaderUnavailable) return new ApiError('config_unread', {}, { cause: thrown });
  if (isRetryable(thrown) || isStatementTimeout(thrown)) return new ApiError('unavailable', {}, { cause: thrown });
  const code = codeOfServer(thrown) ?? codeOfStatus(thrown) ?? 'internal_error';
  return new ApiError(code, {}, { cause: thrown });
}

/** PostgreSQL's `query_canceled`: the database did not answer in time. */
const isStatementTimeout = (thrown: unknown): boolean => codeOf(thrown) === '57014';

const codeOfServer = (thrown: unknown): ErrorCode | undefined =>
  OF_SERVER[codeOf(thrown instanceof HttpException ? thrown.cause : thrown) ?? ''];

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

const codeOfStatus = (thrown: unknown): ErrorCode | undefined =>
  thrown instanceof HttpException ? OF_STATUS[thrown.getStatus()] : undefined;
