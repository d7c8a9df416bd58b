import { err, ok, type Result } from '@holdpoint/kernel';
import type { ChangesClause, RuleClauses } from '../ci-config';
import { CONFIG_LIMITS } from '../config-limits';
import { endingOf } from '../glob/glob-matcher';
import type { PlanSession } from './plan-session';
import type { VariableScope } from './variable-scope';

/** The first rule of which everything holds, undefined when there is none; or what is wrong with a rule before it. */
export function matchingRule<R extends RuleClauses>(rules: readonly R[], variables: VariableScope, session: PlanSession): Result<R | undefined, string> {
  for (const rule of rules) {
    const held = holds(rule, variables, session);
    if (!held.ok) return held;
    if (held.value) return ok(rule);
  }
  return ok(undefined);
}

function holds({ condition, changes, exists }: RuleClauses, variables: VariableScope, session: PlanSession): Result<boolean, string> {
  if (!session.matches(condition, variables)) return ok(false);
  const changed = changes === null ? ok(true) : haveChanged(changes, variables, session);
  if (!changed.ok || !changed.value || exists === null) return changed;
  return ok(exist(exists, variables, session));
}

/**
 * Whether files have changed since another ref. Without one it always holds: GitLab compares with what was there before a
 * push, and no pipeline is made by a push here. Source: GitLab's `Rules::Rule::Clause::Changes`.
 */
function haveChanged({ paths, compareTo }: ChangesClause, variables: VariableScope, session: PlanSession): Result<boolean, string> {
  if (compareTo === null) return ok(true);
  const changed = session.tree.changedSince(variables.expandKnown(compareTo));
  if (changed === null) return err('rules:changes:compare_to is not a valid ref');
  const globs = [...new Set(paths.map((glob) => variables.expandKnown(glob)))];
  if (changed.length * globs.length > CONFIG_LIMITS.changesComparisons) return ok(true);
  return ok(session.globs.matchAny(globs, changed));
}

/**
 * A glob without special characters is a path. Where none, as it is written, names a directory, only files of the root
 * directory are looked at. Globs that look for an ending are not counted. Source: GitLab's `Rules::Rule::Clause::Exists`.
 */
function exist(written: readonly string[], variables: VariableScope, { tree, globs: matcher }: PlanSession): boolean {
  const isOfRoot = (glob: string): boolean => !glob.includes('/') && !glob.includes('**');
  const isPattern = (glob: string): boolean => /[*?[{]/.test(glob);
  const isInRootOnly = written.every(isOfRoot);
  const globs = written.map((glob) => variables.expandExisting(glob));
  if (globs.some((glob) => !isPattern(glob) && !(isInRootOnly && glob.includes('/')) && tree.has(glob))) return true;
  const [patterns, paths] = [globs.filter(isPattern), isInRootOnly ? tree.rootPaths() : tree.paths()];
  const counted = patterns.filter((glob) => endingOf(glob) === null);
  return counted.length * paths.length > CONFIG_LIMITS.existsComparisons || matcher.matchAny(patterns, paths);
}
