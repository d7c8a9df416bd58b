import { emailOf, type JobWhen } from '@holdpoint/pipeline-domain';
import type { JobConfig } from '../ci-config';
import { commitVariables } from './commit-variables';
import { groupName } from './group-name';
import type { PlanContext } from './plan-context';
import { isBranch } from './ref-type';

/** GitLab's predefined variables of a pipeline, as far as they are known before it exists; no ref is protected here. */
export function predefinedVariables(context: PlanContext): ReadonlyMap<string, string> {
  const { projectId, projectPath, projectTitle } = context;
  const nameAt = projectPath.lastIndexOf('/') + 1;
  const variables = new Map([
    ['CI', 'true'],
    ['GITLAB_CI', 'true'],
    ['CI_SERVER', 'yes'],
    ['CI_COMMIT_AUTHOR', context.commitAuthor],
    ['CI_COMMIT_BEFORE_SHA', NO_SHA],
    ...commitVariables(context.commitMessage),
    ['CI_COMMIT_REF_NAME', context.ref],
    ['CI_COMMIT_REF_PROTECTED', 'false'],
    ['CI_COMMIT_REF_SLUG', slugOf(context.ref)],
    ['CI_COMMIT_SHA', context.sha],
    ['CI_COMMIT_SHORT_SHA', context.sha.slice(0, SHORT_SHA_CHARS)],
    ['CI_COMMIT_TIMESTAMP', context.commitTimestamp],
    ['CI_CONFIG_PATH', '.gitlab-ci.yml'],
    ['CI_DEFAULT_BRANCH', context.defaultBranch],
    ['CI_PIPELINE_SOURCE', context.source],
    ['CI_PROJECT_ID', String(projectId)],
    ['CI_PROJECT_NAME', projectPath.slice(nameAt)],
    ['CI_PROJECT_NAMESPACE', projectPath.slice(0, Math.max(0, nameAt - 1))],
    ['CI_PROJECT_PATH', projectPath],
    ['CI_PROJECT_PATH_SLUG', slugOf(projectPath)],
    ['CI_PROJECT_ROOT_NAMESPACE', nameAt === 0 ? '' : (projectPath.split('/')[0] ?? '')],
    ['CI_PROJECT_TITLE', projectTitle],
  ]);
  if (context.refType === 'tag') variables.set('CI_COMMIT_TAG', context.ref);
  else if (isBranch(context)) variables.set('CI_COMMIT_BRANCH', context.ref);
  return variables;
}

/**
 * GitLab's predefined variables of the user who makes the pipeline. They are not the configuration's to change, as others
 * are. Source: GitLab's `Gitlab::Ci::Variables::Builder`.
 */
export function userVariables({ username, user }: PlanContext): ReadonlyMap<string, string> {
  const variables = new Map([
    ['GITLAB_USER_LOGIN', username],
    ['GITLAB_USER_EMAIL', emailOf(username)],
  ]);
  return user === null ? variables : variables.set('GITLAB_USER_ID', String(user.id)).set('GITLAB_USER_NAME', user.name);
}

/** GitLab's predefined variables of one job that are known before it exists. */
export function predefinedJobVariables(job: JobConfig): ReadonlyMap<string, string> {
  const variables = new Map([
    ['CI_JOB_GROUP_NAME', groupName(job.name)],
    ['CI_JOB_NAME', job.name],
    ['CI_JOB_NAME_SLUG', slugOf(job.name)],
    ['CI_JOB_STAGE', job.stage],
    ['CI_NODE_TOTAL', '1'],
  ]);
  if (job.kind !== 'external' && job.node !== null) {
    variables.set('CI_NODE_INDEX', String(job.node.index)).set('CI_NODE_TOTAL', String(job.node.total));
  }
  // GitLab looks at the job's own `when`, also where a rule has another.
  if (job.kind !== 'external' && BY_HAND.has(job.when)) variables.set('CI_JOB_MANUAL', 'true');
  return variables;
}

/** A delayed job can be started by hand as well. */
const BY_HAND: ReadonlySet<JobWhen> = new Set<JobWhen>(['manual', 'delayed']);

/** What was there before is told only of a push, and nothing is pushed here. */
const NO_SHA = '0'.repeat(40);

const SHORT_SHA_CHARS = 8;

/** DNS labels have at most 63 characters; GitLab cuts there. */
const SLUG_CHARS = 63;

/** A text in lower case with everything but letters and digits replaced by `-`, none at the ends. */
function slugOf(text: string): string {
  const slug = text.toLowerCase().replace(/[^a-z0-9]/g, '-').slice(0, SLUG_CHARS);
  let start = 0;
  let end = slug.length;
  while (slug[start] === '-') start += 1;
  while (end > start && slug[end - 1] === '-') end -= 1;
  return slug.slice(start, end);
}
