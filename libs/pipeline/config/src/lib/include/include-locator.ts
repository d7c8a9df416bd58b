import { err, ok, type Result } from '@holdpoint/kernel';
import { wildcardPattern } from '../glob/wildcard-pattern';
import { matchingRule } from '../plan/matching-rule';
import type { PlanSession } from '../plan/plan-session';
import type { VariableScope } from '../plan/variable-scope';
import type { IncludeEntry } from './include-entry';

/** What comparing the two ends of a path costs. */
const STEPS_PER_PATH = 4;

/** Finds out which files an entry of `include` means, for one commit, ref and set of variables. */
export class IncludeLocator {
  private readonly variables: VariableScope;
  private readonly found = new Map<IncludeEntry, Result<readonly string[], string>>();

  constructor(private readonly session: PlanSession) {
    this.variables = session.includeVariables();
  }

  /**
   * The paths, none where the rules say so; or what is wrong with a rule. Found once, however often the file with the entry
   * is included: 1,800 rules of a file that was included 149 times took 8 s. Source: GitLab's `External::Mapper`.
   */
  paths(entry: IncludeEntry): Result<readonly string[], string> {
    const paths = this.found.get(entry) ?? this.find(entry);
    this.found.set(entry, paths);
    return paths;
  }

  /** The text of a file; null for one that is not there, undefined until it is known. */
  text(path: string): string | null | undefined {
    return this.session.tree.file(path);
  }

  private find({ local, rules }: IncludeEntry): Result<readonly string[], string> {
    // Once nothing can be paid for, the answer is not looked at.
    if (this.session.isExhausted) return ok([]);
    if (rules !== null) {
      const rule = matchingRule(rules, this.variables, this.session);
      if (!rule.ok) return err(`include:${rule.error}`);
      if (rule.value?.when !== 'always') return ok([]);
    }
    return ok(this.pathsOf(this.variables.expandOnce(local)));
  }

  /** Where a variable brings in a `*` it is one as well. */
  private pathsOf(local: string): readonly string[] {
    const path = local.replace(/^\/+/, '');
    if (!path.includes('*')) return [path];
    const [start, end] = [path.slice(0, path.indexOf('*')), path.slice(path.lastIndexOf('*') + 1)];
    const pattern = wildcardPattern(path);
    return this.session.tree.paths().filter((candidate) => this.isBetween(start, end, candidate) && this.matches(pattern, candidate)).sort();
  }

  /** Most paths differ before the first `*` or behind the last, which is cheap to find out: five patterns over 10,000 files were too costly. */
  private isBetween(start: string, end: string, path: string): boolean {
    return this.session.patterns.affords(STEPS_PER_PATH) && path.startsWith(start) && path.endsWith(end);
  }

  /** A pattern so long that it is refused must not pass for one that nothing matches. */
  private matches(pattern: string, path: string): boolean {
    const found = this.session.patterns.find(pattern, path);
    if (found === null) this.session.patterns.exhaust();
    return found === true;
  }
}
