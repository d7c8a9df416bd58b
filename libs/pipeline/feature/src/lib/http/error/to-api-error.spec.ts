/** Proves that whatever is thrown finds its row in the table of errors, and that what nobody foresaw stays inside. */
import { BadRequestException, HttpException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { ConfigReaderUnavailable, StoreError } from '@holdpoint/pipeline-application';
import { ApiError } from './api-error';
import { toApiError } from './to-api-error';

const withCode = (code: string, message = 'secret'): Error => Object.assign(new Error(message), { code });
const cause = new Error('secret');

it.each([
  [new ApiError('path_taken'), 'path_taken'],
  [new StoreError('conflict', { cause }), 'busy'],
  [new StoreError('held', { cause }), 'busy'],
  [new StoreError('unavailable', { cause }), 'unavailable'],
  [new StoreError('commit_unknown', { cause }), 'outcome_unknown'],
  [new ConfigReaderUnavailable({ cause }), 'config_unread'],
  [withCode('ECONNREFUSED'), 'unavailable'],
  [withCode('57P01'), 'unavailable'],
  [withCode('57014'), 'unavailable'],
  [new Error('Connection terminated unexpectedly'), 'unavailable'],
  [withCode('FST_ERR_BAD_URL'), 'address_malformed'],
  [new HttpException('x', 413, { cause: withCode('FST_ERR_CTP_BODY_TOO_LARGE') }), 'body_too_large'],
  [new HttpException('x', 400, { cause: withCode('FST_ERR_CTP_INVALID_CONTENT_LENGTH') }), 'content_length_wrong'],
  [new NotFoundException(), 'route_not_found'],
  [new PayloadTooLargeException(), 'body_too_large'],
  [new BadRequestException(), 'address_malformed'],
  [new HttpException('teapot', 418), 'internal_error'],
  [withCode('23505'), 'internal_error'],
  [new TypeError('secret'), 'internal_error'],
  ['secret', 'internal_error'],
  [undefined, 'internal_error'],
])('%p is %s', (thrown, code) => {
  const error = toApiError(thrown);
  expect(error.code).toBe(code);
  expect(JSON.stringify(error.toResponse())).not.toContain('secret');
});

it('fills in texts as they are', () => {
  expect(new ApiError('text_unsafe', { param: '$& $1' }).toResponse()).toEqual({
    error: expect.stringMatching(/^\$& \$1 is invalid/),
  });
  expect(new ApiError('config_invalid', { problems: ['a', 'b'] }).toResponse()).toEqual({ message: { base: ['a', 'b'] } });
});
