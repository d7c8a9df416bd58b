import { err, type Result } from '@holdpoint/kernel';
import type { GivenVariable } from '@holdpoint/pipeline-domain';
import type { CiConfig } from '../ci-config';
import { parseCiConfig, readCiConfig, type ConfigSource } from '../parse-ci-config';
import type { PlanContext } from '../plan/plan-context';
import { planPipeline } from '../plan/plan-pipeline';
import { NO_TREE_FACTS, type TreeFacts, type TreeQuestions } from '../plan/tree-facts';
import type { ConfigProblem } from '../problem/config-problem';

/** The messages of all problems of a text; empty when it is valid. */
export function messagesOf(text: string): readonly string[] {
  const result = parseCiConfig(text);
  return result.ok ? [] : result.error.map(({ message }) => message);
}

/** The config of a text that must be valid. */
export function configOf(text: string): CiConfig {
  const result = parseCiConfig(text);
  if (!result.ok) throw new Error(result.error.map(({ message }) => message).join('\n'));
  return result.value;
}

/** Reads a source in a commit of these files, of which it asks what it must know; everything it asked for is kept in `asked`. */
export function readFiles(
  source: ConfigSource,
  files: Readonly<Record<string, string>>,
  { asked = [], ...context }: Partial<PlanContext> & { readonly asked?: TreeQuestions[] } = {},
): Result<CiConfig, readonly ConfigProblem[]> {
  let tree = NO_TREE_FACTS;
  for (;;) {
    const config = readCiConfig(source, { ...PUSH, ...context, tree });
    if (config.ok) return config;
    if ('problems' in config.error) return err(config.error.problems);
    const { questions } = config.error;
    asked.push(questions);
    tree = answered(tree, questions, files);
  }
}

function answered(known: TreeFacts, { paths, changedSince, files: wanted }: TreeQuestions, files: Readonly<Record<string, string>>): TreeFacts {
  return {
    paths: paths ? Object.keys(files) : known.paths,
    changedSince: new Map([...known.changedSince, ...changedSince.map((ref) => [ref, ref === 'main' ? [] : null] as const)]),
    files: new Map([...known.files, ...wanted.map((path) => [path, Object.hasOwn(files, path) ? (files[path] ?? null) : null] as const)]),
  };
}

/** A push to the default branch. */
export const PUSH: PlanContext = {
  ref: 'main',
  refType: 'branch',
  sha: '0123456789abcdef0123456789abcdef01234567',
  commitMessage: 'Add it\n\nBecause.',
  commitAuthor: 'Ann <Ann@holdpoint.invalid>',
  commitTimestamp: '2025-11-29T12:00:00Z',
  source: 'push',
  defaultBranch: 'main',
  projectId: 7,
  projectPath: 'group/demo',
  projectTitle: 'The Demo',
  username: 'root',
  user: { id: 1, name: 'Administrator' },
  variables: [],
};

/** Variables that a pipeline is created with. */
export const given = (values: Readonly<Record<string, string>>): readonly GivenVariable[] =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

/** Plans a valid text for a push to main, changed as given. */
export function planOf(text: string, context: Partial<PlanContext> = {}): ReturnType<typeof planPipeline> {
  return planPipeline(configOf(text), { ...PUSH, ...context });
}

/** The names of the jobs in a plan; the message when there is none. */
export function namesOf(text: string, context: Partial<PlanContext> = {}): readonly string[] | string {
  const plan = planOf(text, context);
  return plan.ok ? plan.value.jobs.map(({ name }) => name) : plan.error.message;
}

/** The first job of a plan; the refusal when there is none. */
export function jobOf(text: string, context: Partial<PlanContext> = {}): unknown {
  const plan = planOf(text, context);
  return plan.ok ? plan.value.jobs[0] : plan.error;
}

/** What is said where every job is left out. */
export const EMPTY = 'The resulting pipeline would have been empty. Review the rules configuration for the relevant jobs.';
