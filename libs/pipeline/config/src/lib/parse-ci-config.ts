import { err, ok, type Result } from '@holdpoint/kernel';
import type { CiConfig } from './ci-config';
import { EntryContext } from './entry/entry-context';
import { readRoot } from './entry/read-root';
import { expandExtends } from './extends/expand-extends';
import type { ConfigProblem } from './problem/config-problem';
import { ProblemLog } from './problem/problem-log';
import { validateJobs } from './validate/validate-jobs';
import { parseYaml } from './yaml/parse-yaml';

/**
 * Reads the text of a `.gitlab-ci.yml`: a config, or all problems at once with GitLab's wording, in GitLab's load order
 * (text and YAML, then `extends`, then entries and logic). Never throws, whatever the text; works within
 * `CONFIG_LIMITS`.
 */
export function parseCiConfig(text: string): Result<CiConfig, readonly ConfigProblem[]> {
  const log = new ProblemLog(text);
  const config = readConfig(text, log);
  return config === null || !log.isEmpty ? err(log.list()) : ok(config);
}

function readConfig(text: string, log: ProblemLog): CiConfig | null {
  const parsed = parseYaml(text, log);
  const root = parsed === null ? null : expandExtends(parsed, log);
  if (root === null) return null;
  const { config, outlines } = readRoot(root, new EntryContext(log));
  validateJobs(outlines, config.stages, log);
  return config;
}
