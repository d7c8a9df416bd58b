import { ApiError } from '../error/api-error';
import { decode } from './parse-json';
import { parseQuery } from './parse-query';

/** Reads a form body. Throws the coded error where an escape is broken: taken literally it would be another name or key. */
export function parseForm(body: Buffer): Record<string, unknown> {
  const text = decode(body);
  if (!isDecodable(text)) throw new ApiError('body_malformed', { problem: 'a percent-escape in it is not UTF-8' });
  return parseQuery(text);
}

function isDecodable(text: string): boolean {
  try {
    // Used, because a bundler takes a call whose result is not used for one without an effect (seen).
    return typeof decodeURIComponent(text) === 'string';
  } catch {
    return false;
  }
}
