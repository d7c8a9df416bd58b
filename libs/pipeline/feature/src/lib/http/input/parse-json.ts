import { decodeUtf8, readJson } from '@holdpoint/kernel';
import { ApiError } from '../error/api-error';

/** Ruby's `JSON.max_nesting`, and so GitLab's. */
const JSON_DEPTH_MAX = 100;

/** Far more than any request holds: a commit of a thousand files has five thousand values. */
const JSON_VALUES_MAX = 50_000;

const BOUNDS = { depth: JSON_DEPTH_MAX, values: JSON_VALUES_MAX };

/**
 * Reads a JSON body. An empty one is no parameters, as clients send it with every POST, and so are `null` and `[]`, which
 * they make of options that were left out. Throws the coded error.
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  const read = readJson(body, BOUNDS);
  if (!read.ok) throw malformed(read.error);
  const { value } = read;
  if (value === null || (Array.isArray(value) && value.length === 0)) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('it must be an object');
  return value;
}

/** Decodes a body as UTF-8; a byte order mark is dropped. Throws the coded error. */
export function decode(body: Buffer): string {
  const text = decodeUtf8(body);
  if (text === null) throw malformed('it is not UTF-8');
  return text;
}

const malformed = (problem: string): ApiError => new ApiError('body_malformed', { problem });
