import { CONFIG_LIMITS } from '../config-limits';
import type { PatternLibrary } from '../expression/pattern-library';
import { expandBraces } from './expand-braces';
import { globPattern } from './glob-pattern';

/** What reading a character of a glob and writing its pattern costs, in steps of the budget. */
const STEPS_PER_CHAR = 30;

/** What comparing the end of a path costs. */
const STEPS_PER_ENDING = 2;

/** The ending for which a glob looks in all directories, as `.ts`; null for a glob of any other kind. Source: GitLab's `extension_glob?`. */
export const endingOf = (glob: string): string | null => /^\*\*\/\*(\.[^*?[{\\/]*)$/.exec(glob)?.[1] ?? null;

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
    return globs.some((glob) => {
      const ending = endingOf(glob);
      if (ending !== null) return this.isOneOf(glob, paths, (path) => this.endsWith(ending, path));
      return this.patternsOf(glob).some((pattern) => this.isOneOf(pattern, paths, (path) => this.matches(pattern, path)));
    });
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
  private isOneOf(asked: string, paths: readonly string[], isMeant: (path: string) => boolean): boolean {
    const answers = this.answers.get(paths) ?? new Map<string, boolean>();
    const answer = answers.get(asked) ?? paths.some((path) => this.library.isExhausted || isMeant(path));
    this.answers.set(paths, answers.set(asked, answer));
    return answer;
  }

  private endsWith(ending: string, path: string): boolean {
    return this.library.affords(STEPS_PER_ENDING) && path.endsWith(ending);
  }

  /** A glob so long that its pattern is refused must not pass for one that does not match. */
  private matches(pattern: string, path: string): boolean {
    const found = this.library.find(pattern, path);
    if (found === null) this.library.exhaust();
    return found === true;
  }
}
