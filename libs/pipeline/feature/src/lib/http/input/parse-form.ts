import { ApiError } from '../error/api-error';
import { isDecodable } from './is-decodable';
import { decode } from './parse-json';
import { hasTooManyFields, parseQuery, PARAMETERS_MAX } from './parse-query';

/** Reads a form body. Throws the coded error where an escape is broken, or where there are too many fields. */
export function parseForm(body: Buffer): Record<string, unknown> {
  const text = decode(body);
  if (!isDecodable(text)) throw new ApiError('body_malformed', { problem: 'a percent-escape in it is not UTF-8' });
  if (hasTooManyFields(text)) throw new ApiError('body_malformed', { problem: `it has more than ${PARAMETERS_MAX} fields` });
  return parseQuery(text);
}
