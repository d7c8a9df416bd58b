import { CONFIG_LIMITS } from '../config-limits';

/** Why a text is refused before it is parsed, and where. */
export interface TextRefusal {
  readonly message: string;
  readonly offset: number;
}

/** NUL, which PostgreSQL refuses, and half of a surrogate pair, which makes strict JSON readers refuse a whole answer. */
export const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Refuses a text that is blank, too long, or holds characters that cannot be stored or sent on; else null. */
export function scanText(text: string): TextRefusal | null {
  if (text.length > CONFIG_LIMITS.textBytes || utf8Bytes(text) > CONFIG_LIMITS.textBytes) {
    return refuse(`The parsed YAML is too big: more than ${CONFIG_LIMITS.textBytes} bytes`, 0);
  }
  if (text.trim() === '') return refuse('Please provide content of .gitlab-ci.yml', 0);
  const unstorable = text.search(UNSTORABLE);
  if (unstorable !== -1) {
    return refuse('Invalid configuration format: NUL or half of a surrogate pair in the text', unstorable);
  }
  return countLines(text) > CONFIG_LIMITS.lines
    ? refuse(`The parsed YAML is too big: more than ${CONFIG_LIMITS.lines} lines`, 0)
    : null;
}

function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function refuse(message: string, offset: number): TextRefusal {
  return { message, offset };
}
