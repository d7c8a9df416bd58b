import type { PlanContext } from './plan-context';
import { isBranch } from './ref-type';

/** GitLab's predefined variables, as far as they are known before a pipeline exists. */
export function predefinedVariables(context: PlanContext): ReadonlyMap<string, string> {
  const variables = new Map([
    ['CI', 'true'],
    ['GITLAB_CI', 'true'],
    ['CI_COMMIT_REF_NAME', context.ref],
    ['CI_COMMIT_REF_SLUG', refSlug(context.ref)],
    ['CI_COMMIT_SHA', context.sha],
    ['CI_COMMIT_SHORT_SHA', context.sha.slice(0, SHORT_SHA_CHARS)],
    ['CI_DEFAULT_BRANCH', context.defaultBranch],
    ['CI_PIPELINE_SOURCE', context.source],
    ['CI_PROJECT_PATH', context.projectPath],
  ]);
  if (context.refType === 'tag') variables.set('CI_COMMIT_TAG', context.ref);
  else if (isBranch(context)) variables.set('CI_COMMIT_BRANCH', context.ref);
  return variables;
}

const SHORT_SHA_CHARS = 8;

/** DNS labels have at most 63 characters; GitLab cuts there. */
const SLUG_CHARS = 63;

/** The ref in lower case with everything but letters and digits replaced by `-`, none at the ends. */
function refSlug(ref: string): string {
  const slug = ref.toLowerCase().replace(/[^a-z0-9]/g, '-').slice(0, SLUG_CHARS);
  let start = 0;
  let end = slug.length;
  while (slug[start] === '-') start += 1;
  while (end > start && slug[end - 1] === '-') end -= 1;
  return slug.slice(start, end);
}
