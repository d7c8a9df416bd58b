import { UNSAFE_TEXT } from '@holdpoint/kernel';
import { CONFIG_LIMITS } from '../config-limits';
import type { SourcePart } from '../problem/source-text';

/** Why a text is refused before it is parsed, and where. */
export interface TextRefusal {
  readonly message: string;
  readonly offset: number;
}

/**
 * Refuses texts that are too long together, blank, or hold characters that cannot be stored or sent on; else null.
 */
export function scanTexts(parts: readonly SourcePart[]): TextRefusal | null {
  const room = { bytes: CONFIG_LIMITS.textBytes, lines: CONFIG_LIMITS.lines };
  for (const part of parts) {
    const refusal = scanText(part, room);
    if (refusal !== null) return refusal;
  }
  return null;
}

const NO_CONTENT = 'Please provide content of .gitlab-ci.yml';

function scanText({ path, text, start }: SourcePart, room: { bytes: number; lines: number }): TextRefusal | null {
  // The length first: counting bytes copies the text.
  room.bytes -= text.length > room.bytes ? text.length : utf8Bytes(text);
  if (room.bytes < 0) return refuse(`The parsed YAML is too big: more than ${CONFIG_LIMITS.textBytes} bytes`, start);
  if (text.trim() === '') return refuse(path === null ? NO_CONTENT : `Local file \`${path}\` is empty!`, start);
  const unstorable = text.search(UNSAFE_TEXT);
  if (unstorable !== -1) {
    return refuse('Invalid configuration format: NUL or half of a surrogate pair in the text', start + unstorable);
  }
  room.lines -= countLines(text);
  return room.lines < 0 ? refuse(`The parsed YAML is too big: more than ${CONFIG_LIMITS.lines} lines`, start) : null;
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
