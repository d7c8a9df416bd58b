const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** How much JSON text may hold. */
export interface JsonBounds {
  /** Levels of nesting. */
  readonly depth: number;
  /** Values of any kind at any level. */
  readonly values: number;
}

/**
 * Tells which bound JSON text exceeds, before it is parsed; null when none. `JSON.parse` takes a million levels, but
 * whoever walks or prints the result overflows the stack at 100,000 (measured), and every value costs memory and a
 * step of each walk that one process cannot spare while others wait.
 */
export function exceededBound(json: string, bounds: JsonBounds): keyof JsonBounds | null {
  let depth = 0;
  let values = 1;
  for (let index = 0; index < json.length; index += 1) {
    const char = json.charCodeAt(index);
    if (char === QUOTE) index = endOfText(json, index);
    else if (char === COMMA) values += 1;
    else if (CLOSING.has(char)) depth -= 1;
    else if (OPENING.has(char)) {
      depth += 1;
      values += 1;
    }
    if (depth > bounds.depth) return 'depth';
    if (values > bounds.values) return 'values';
  }
  return null;
}

/** The closing quote of a text, by that of its opening one. */
function endOfText(json: string, start: number): number {
  for (let index = start + 1; index < json.length; index += 1) {
    const char = json.charCodeAt(index);
    if (char === QUOTE) return index;
    if (char === BACKSLASH) index += 1;
  }
  return json.length;
}
