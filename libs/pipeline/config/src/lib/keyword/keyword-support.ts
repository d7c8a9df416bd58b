import { jobTypeOf } from '../entry/job-type';
import type { YamlNode } from '../yaml/yaml-node';
import { JOB_KEYWORDS, ROOT_KEYWORDS, RULE_KEYWORDS, type JobKeyword, type Support } from './gitlab-keywords';

/** Support of a job's key; own keys only, so that a key named `constructor` is unknown like any other. */
export function jobKeySupport(key: string, place: keyof JobKeyword): Support {
  return Object.hasOwn(JOB_KEYWORDS, key) ? (JOB_KEYWORDS[key]?.[place] ?? 'unknown') : 'unknown';
}

/** Support of a rule's key. */
export function ruleKeySupport(key: string, place: 'build' | 'external' | 'bridge'): Support {
  return Object.hasOwn(RULE_KEYWORDS, key) ? (RULE_KEYWORDS[key]?.[place] ?? 'unknown') : 'unknown';
}

/**
 * Support of a key at the root, or null when it names a job, as `default` and `workflow` do where their value is one of a
 * job (GitLab's `Entry::Root#filter_jobs!`).
 */
export function rootKeySupport(key: string, value: YamlNode): Support | null {
  if (!Object.hasOwn(ROOT_KEYWORDS, key)) return null;
  const mayBeJob = key === 'default' || key === 'workflow';
  return mayBeJob && jobTypeOf(key, value) !== null ? null : (ROOT_KEYWORDS[key] ?? null);
}
