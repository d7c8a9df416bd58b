import { err, ok, type Result } from '@holdpoint/kernel';
import type { CiConfig } from './ci-config';
import { EntryContext } from './entry/entry-context';
import { readRoot } from './entry/read-root';
import { expandExtends } from './extends/expand-extends';
import { IncludeLocator } from './include/include-locator';
import { Includes } from './include/includes';
import type { PlanContext } from './plan/plan-context';
import { TOO_COSTLY } from './plan/plan-refusal';
import { PlanSession } from './plan/plan-session';
import { NO_TREE_FACTS, type TreeFacts, type TreeQuestions } from './plan/tree-facts';
import type { ConfigProblem } from './problem/config-problem';
import { ProblemLog } from './problem/problem-log';
import { SourceText } from './problem/source-text';
import { expandReferences } from './reference/expand-references';
import { validateJobs } from './validate/validate-jobs';
import { parseYaml } from './yaml/parse-yaml';
import type { YamlMap } from './yaml/yaml-node';

/** The text of a `.gitlab-ci.yml`, or the paths of files of the commit that are one configuration together. */
export type ConfigSource = string | { readonly include: readonly string[] };

/** Why a configuration could not be read: all that is wrong with it, or what is to be found out first. */
export type UnreadConfig = { readonly problems: readonly ConfigProblem[] } | { readonly questions: TreeQuestions };

/**
 * Reads the text of a `.gitlab-ci.yml` by itself: a config, or all problems at once with GitLab's wording, in GitLab's load
 * order (text and YAML, then `include`, `extends` and `!reference`, then entries and logic). Never throws, whatever the
 * text; works within `CONFIG_LIMITS`. To include a file is a problem, since there is no repository.
 */
export function parseCiConfig(text: string): Result<CiConfig, readonly ConfigProblem[]> {
  const config = read(text, null);
  if (config.ok) return config;
  return err('problems' in config.error ? config.error.problems : []);
}

/**
 * The same for a commit, whose files are included as `tree` of the context knows them: mappings are merged key by key, of
 * anything else the last one wins. Problems name their file; limits hold for all files together.
 */
export function readCiConfig(source: ConfigSource, context: PlanContext): Result<CiConfig, UnreadConfig> {
  return read(source, new PlanSession(context));
}

/** The same as a part of planning, from whose budgets the rules of `include` are paid. */
export function read(source: ConfigSource, session: PlanSession | null): Result<CiConfig, UnreadConfig> {
  const text = textOf(source, session?.context.tree ?? NO_TREE_FACTS);
  const log = new ProblemLog(text);
  const context = new EntryContext(log);
  const files = parseYaml(text, log);
  const root = files && expand(source, files, { context, session });
  if (session?.isExhausted === true) log.add(TOO_COSTLY.message, 'include', 0);
  else if (session !== null && session.questions !== null) return err({ questions: session.questions });
  const config = root !== null && log.isEmpty ? readExpanded(root, context) : null;
  return config !== null && log.isEmpty ? ok(config) : err({ problems: log.list() });
}

function textOf(source: ConfigSource, { files }: TreeFacts): SourceText {
  const known = [...files].flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]));
  return SourceText.of(typeof source === 'string' ? source : null, known);
}

interface Reading {
  readonly context: EntryContext;
  readonly session: PlanSession | null;
}

function expand(source: ConfigSource, files: ReadonlyMap<string | null, YamlMap>, { context, session }: Reading): YamlMap {
  const includes = new Includes({ files, locator: session && new IncludeLocator(session), context });
  const text = files.get(null);
  return text === undefined ? includes.all(typeof source === 'string' ? [] : source.include) : includes.expand(text);
}

function readExpanded(expanded: YamlMap, context: EntryContext): CiConfig | null {
  const { log } = context;
  const extended = expandExtends(expanded, log);
  const root = extended && expandReferences(extended, log);
  if (root === null) return null;
  const { config, outlines } = readRoot(root, context);
  if (!context.isTooParallel) validateJobs(outlines, config.stages, log);
  return config;
}
