import { ApiError } from '../error/api-error';
import { exceededBound } from './json-bounds';

/** Ruby's `JSON.max_nesting`, and so GitLab's. */
export const JSON_DEPTH_MAX = 100;

/** Far more than any request holds: a commit of a thousand files has five thousand values. */
export const JSON_VALUES_MAX = 50_000;

const BOUNDS = { depth: JSON_DEPTH_MAX, values: JSON_VALUES_MAX };
const EXCEEDED = {
  depth: `it is nested deeper than ${JSON_DEPTH_MAX} levels`,
  values: `it holds more than ${JSON_VALUES_MAX} values`,
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a JSON body; an empty one is no parameters, as clients send it with every POST. Throws the coded error. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  const text = decode(body);
  const exceeded = exceededBound(text, BOUNDS);
  if (exceeded !== null) throw malformed(EXCEEDED[exceeded]);
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
