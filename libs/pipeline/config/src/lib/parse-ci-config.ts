import { err, ok, type Result } from '@holdpoint/kernel';
import type { CiConfig } from './ci-config';
import { EntryContext } from './entry/entry-context';
import { readRoot } from './entry/read-root';
import { mergeMaps } from './extends/merge-nodes';
import { expandExtends } from './extends/expand-extends';
import { expandReferences } from './reference/expand-references';
import type { ConfigProblem } from './problem/config-problem';
import { SourceText, type ConfigFile } from './problem/source-text';
import { ProblemLog } from './problem/problem-log';
import { validateJobs } from './validate/validate-jobs';
import { parseYaml } from './yaml/parse-yaml';

/**
 * Reads the text of a `.gitlab-ci.yml`: a config, or all problems at once with GitLab's wording, in GitLab's load order
 * (text and YAML, then `extends`, then `!reference`, then entries and logic). Never throws, whatever the text; works within
 * `CONFIG_LIMITS`.
 */
export function parseCiConfig(text: string): Result<CiConfig, readonly ConfigProblem[]> {
  return parse(SourceText.of(text));
}

/**
 * Reads several files as one configuration, as a child pipeline includes them: mappings are merged key by key, of
 * anything else the last file wins. Problems name their file; limits hold for all files together.
 */
export function parseCiConfigs(files: readonly ConfigFile[]): Result<CiConfig, readonly ConfigProblem[]> {
  return parse(SourceText.ofFiles(files));
}

function parse(source: SourceText): Result<CiConfig, readonly ConfigProblem[]> {
  const log = new ProblemLog(source);
  const config = readConfig(source, log);
  return config === null || !log.isEmpty ? err(log.list()) : ok(config);
}

function readConfig(source: SourceText, log: ProblemLog): CiConfig | null {
  const files = parseYaml(source, log);
  const extended = files === null ? null : expandExtends(mergeMaps(files), log);
  const root = extended && expandReferences(extended, log);
  if (root === null) return null;
  const context = new EntryContext(log);
  const { config, outlines } = readRoot(root, context);
  if (!context.isTooParallel) validateJobs(outlines, config.stages, log);
  return config;
}
