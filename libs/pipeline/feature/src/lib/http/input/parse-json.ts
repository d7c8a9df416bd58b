import { ApiError } from '../error/api-error';
import { isDeeperThan } from './json-depth';

/** Ruby's `JSON.max_nesting`, and so GitLab's. */
export const JSON_DEPTH_MAX = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a JSON body; an empty one is no parameters, as clients send it with every POST. Throws the coded error. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  const text = decode(body);
  if (isDeeperThan(text, JSON_DEPTH_MAX)) throw malformed(`it is nested deeper than ${JSON_DEPTH_MAX} levels`);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('it must be an object');
  return value;
}

/** Decodes a body as UTF-8; a byte order mark is dropped. */
export function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw malformed('it is not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('it is not JSON');
  }
}

const malformed = (problem: string): ApiError => new ApiError('body_malformed', { problem });
