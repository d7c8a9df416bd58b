const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Tells whether JSON text is nested deeper than a limit, before it is parsed: `JSON.parse` takes a million levels,
 * but whoever walks or prints the result overflows the stack at 100,000 (measured).
 */
export function isDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const char = json.charCodeAt(index);
    if (quoted) {
      if (char === BACKSLASH) index += 1;
      else if (char === QUOTE) quoted = false;
    } else if (char === QUOTE) quoted = true;
    else if (OPENING.has(char) && (depth += 1) > limit) return true;
    else if (CLOSING.has(char)) depth -= 1;
  }
  return false;
}
