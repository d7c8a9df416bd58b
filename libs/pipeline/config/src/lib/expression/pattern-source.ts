import { CONFIG_LIMITS } from '../config-limits';

/** A pattern as GitLab writes it, taken apart. */
export interface PatternSource {
  readonly body: string;
  /** Some of `i`, `s`, `m`, `U`. */
  readonly flags: string;
}

/** Takes `/body/flags` apart; null when the text is not of that form (then GitLab takes it literally or as false). */
export function parsePatternSource(text: string): PatternSource | null {
  const end = text.lastIndexOf('/');
  if (end < 2 || !text.startsWith('/') || !/^[ismU]*$/.test(text.slice(end + 1))) return null;
  return { body: text.slice(1, end), flags: text.slice(end + 1) };
}

/**
 * At most how many instructions the pattern compiles to, without compiling it: each counted repetition can copy all of
 * it, and RE2 itself refuses more than 1,000 copies.
 */
export function estimateInstructions(body: string): number {
  let copies = 1;
  for (const [, low, high] of body.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)) {
    copies = Math.min(copies * Math.max(1, Number(low), Number(high ?? 0)), RE2_COPIES);
  }
  return body.length * copies;
}

const RE2_COPIES = 1_000;

/** True when the pattern is small enough to be compiled at all. */
export function isAffordable(body: string): boolean {
  return (
    body.length <= CONFIG_LIMITS.patternChars && estimateInstructions(body) <= CONFIG_LIMITS.patternInstructions
  );
}
