import { CONFIG_LIMITS } from '../config-limits';
import { foldingWork, unicodeClassWork } from './class-work';

/** A pattern as GitLab writes it, taken apart. */
export interface PatternSource {
  readonly body: string;
  /** Some of `i`, `s`, `m`, `U`. */
  readonly flags: string;
}

/**
 * Takes `/body/flags` apart, an empty body as well; null when the text is not of that form (then GitLab takes it literally).
 * Source: GitLab's `Gitlab::UntrustedRegexp::RubySyntax`.
 */
export function parsePatternSource(text: string): PatternSource | null {
  const end = text.lastIndexOf('/');
  if (end < 1 || !text.startsWith('/') || !/^[ismU]*$/.test(text.slice(end + 1))) return null;
  return { body: text.slice(1, end), flags: text.slice(end + 1) };
}

/**
 * At most how many instructions the pattern compiles to, without compiling it: each counted repetition can copy all of
 * it, and RE2 itself refuses more than 1,000 copies. Classes that cost more than their text count for as many as they cost.
 */
export function estimateInstructions({ body, flags }: PatternSource): number {
  let copies = 1;
  for (const [, low, high] of body.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g)) {
    copies = Math.min(copies * Math.max(1, Number(low), Number(high ?? 0)), RE2_COPIES);
  }
  const ignoresCase = flags.includes('i') || INLINE_IGNORE_CASE.test(body);
  return (body.length + unicodeClassWork(body)) * copies + (ignoresCase ? foldingWork(body) : 0);
}

const RE2_COPIES = 1_000;

/** `(?i)`, `(?si:`: from there on the case does not matter. */
const INLINE_IGNORE_CASE = /\(\?[ismU-]*i/;

/** True when the pattern is small enough to be compiled at all. */
export function isAffordable(source: PatternSource): boolean {
  return (
    source.body.length <= CONFIG_LIMITS.patternChars && estimateInstructions(source) <= CONFIG_LIMITS.patternInstructions
  );
}
