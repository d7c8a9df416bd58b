import type { RefsPolicy } from '../ci-config';
import { parseRefPattern } from '../entry/ref-pattern';
import type { PatternLibrary } from '../expression/pattern-library';
import type { PlanContext } from './plan-context';
import { isBranch } from './ref-type';

/** Whether `only` or `except` holds for a pipeline: one of its items does (GitLab's refs policy). */
export function matchesRefs(policy: RefsPolicy, context: PlanContext, patterns: PatternLibrary): boolean {
  return policy.refs.some((text) => {
    const { pattern, projectPath } = parseRefPattern(text);
    if (projectPath !== null && projectPath !== context.projectPath) return false;
    return matchesWord(pattern, context) || matchesRef(pattern, context, patterns);
  });
}

/** `tags`, `branches`, or the source in singular or plural: `push` and `pushes`, `merge_request` and `merge_requests`. */
function matchesWord(word: string, context: PlanContext): boolean {
  if (word === 'tags' && context.refType === 'tag') return true;
  if (word === 'branches' && isBranch(context)) return true;
  const source = context.source.replace(/_event$/, '');
  return word === source || word === (source.endsWith('sh') ? `${source}es` : `${source}s`);
}

/** A name or pattern is compared with a branch or tag only; what is no valid pattern is a name (GitLab). */
function matchesRef(pattern: string, context: PlanContext, patterns: PatternLibrary): boolean {
  if (context.refType !== 'tag' && !isBranch(context)) return false;
  return patterns.test(pattern, context.ref) ?? pattern === context.ref;
}
