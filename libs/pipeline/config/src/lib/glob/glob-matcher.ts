import { CONFIG_LIMITS } from '../config-limits';
import type { PatternLibrary } from '../expression/pattern-library';
import { expandBraces } from './expand-braces';
import { globPattern } from './glob-pattern';

/** What reading a character of a glob and writing its pattern costs, in steps of the budget. */
const STEPS_PER_CHAR = 30;

/**
 * Compares globs with lists of paths, each with each once, however many rules ask. All work is drawn from the budget of
 * the patterns.
 */
export class GlobMatcher {
  private readonly patterns = new Map<string, readonly string[]>();
  private readonly answers = new WeakMap<readonly string[], Map<string, boolean>>();

  constructor(private readonly library: PatternLibrary) {}

  /** Whether one of the globs matches one of the paths. */
  matchAny(globs: readonly string[], paths: readonly string[]): boolean {
    return globs.some((glob) => this.patternsOf(glob).some((pattern) => this.matchesOne(pattern, paths)));
  }

  private patternsOf(glob: string): readonly string[] {
    const known = this.patterns.get(glob);
    if (known !== undefined) return known;
    const globs = expandBraces(glob, CONFIG_LIMITS.globsOfBraces, (chars) => this.library.affords(chars * STEPS_PER_CHAR));
    if (globs === null) this.library.exhaust();
    const patterns = (globs ?? []).map(globPattern);
    this.patterns.set(glob, patterns);
    return patterns;
  }

  /** Once nothing can be paid for, every answer is as good as another: this one ends the comparing. */
  private matchesOne(pattern: string, paths: readonly string[]): boolean {
    const answers = this.answers.get(paths) ?? new Map<string, boolean>();
    const answer = answers.get(pattern) ?? paths.some((path) => this.library.isExhausted || this.matches(pattern, path));
    this.answers.set(paths, answers.set(pattern, answer));
    return answer;
  }

  /** A glob so long that its pattern is refused must not pass for one that does not match. */
  private matches(pattern: string, path: string): boolean {
    const found = this.library.find(pattern, path);
    if (found === null) this.library.exhaust();
    return found === true;
  }
}
