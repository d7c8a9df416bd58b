import { RE2JS, RE2JSException } from 're2js';
import { CONFIG_LIMITS } from '../config-limits';
import { estimateInstructions, isAffordable, parsePatternSource } from './pattern-source';

/**
 * Compiles and runs regular expressions for one text or one plan, each once. RE2 takes time linear in the text, but the
 * factor is the size of the pattern and both come from outside, so all work is drawn from a budget.
 */
export class PatternLibrary {
  private readonly compiled = new Map<string, RE2JS | null>();
  private readonly results = new Map<string, boolean>();
  private compileWorkLeft: number = CONFIG_LIMITS.patternCompileWork;
  private matchWorkLeft: number = CONFIG_LIMITS.matchWork;

  /** True when a match was refused for its cost: every answer since then is meaningless. */
  get isExhausted(): boolean {
    return this.matchWorkLeft < 0 || this.compileWorkLeft < 0;
  }

  /** True when `/…/flags` is a valid RE2 pattern within the limits. */
  isValid(source: string): boolean {
    return this.compile(source) !== null;
  }

  /** Whether the pattern `/…/flags` is found in the text, remembered; null when it is not a valid pattern. */
  test(source: string, text: string): boolean | null {
    const key = `${source}\n${text}`;
    const known = this.results.get(key);
    if (known !== undefined) return known;
    const found = this.find(source, text);
    if (found !== null && text.length <= REMEMBERED_CHARS) this.results.set(key, found);
    return found;
  }

  /** The same for texts that are not met again. */
  find(source: string, text: string): boolean | null {
    const pattern = this.compile(source);
    if (pattern === null) return null;
    return this.affords((text.length + 1) * pattern.programSize()) && pattern.test(text);
  }

  /** Whether work outside of patterns can be paid for; in the same steps, some 12 ns each. */
  affords(steps: number): boolean {
    this.matchWorkLeft -= steps;
    return !this.isExhausted;
  }

  /** To be called when something is too costly to be begun. */
  exhaust(): void {
    this.affords(Number.POSITIVE_INFINITY);
  }

  private compile(source: string): RE2JS | null {
    const known = this.compiled.get(source);
    if (known !== undefined) return known;
    const pattern = this.compileNew(source);
    this.compiled.set(source, pattern);
    return pattern;
  }

  private compileNew(source: string): RE2JS | null {
    const parts = parsePatternSource(source);
    if (parts === null || !isAffordable(parts)) return null;
    this.compileWorkLeft -= estimateInstructions(parts);
    if (this.compileWorkLeft < 0) return null;
    return compileRe2(parts.flags === '' ? parts.body : `(?${parts.flags})${parts.body}`);
  }
}

/** Texts up to this length (refs, variables) are worth remembering; the same rule meets them once per job. */
const REMEMBERED_CHARS = 1_024;

function compileRe2(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}
