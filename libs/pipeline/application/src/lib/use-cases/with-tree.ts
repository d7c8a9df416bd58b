import { err, type Result } from '@holdpoint/kernel';
import { NO_TREE_FACTS, type PlanContext, type TreeFacts, type TreeQuestions } from '@holdpoint/pipeline-config';
import type { CommitSource } from '../ports/commit-source';

/**
 * Answers what a configuration asks of the repository until it asks nothing more: some files include others, rules of
 * `workflow` come before those of jobs, and answers raise further questions. Limits of the configuration end that.
 */
export async function withTree<T, E>(
  commits: CommitSource,
  context: PlanContext,
  ask: (context: PlanContext) => Promise<Result<T, E | { readonly questions: TreeQuestions }>>,
): Promise<Result<T, Exclude<E, { readonly questions: TreeQuestions }>>> {
  for (let tree = NO_TREE_FACTS; ; ) {
    const answer = await ask({ ...context, tree });
    if (answer.ok) return answer;
    const { error } = answer;
    if (!asksSomething(error)) return err(error as Exclude<E, { readonly questions: TreeQuestions }>);
    tree = merged(tree, await commits.readTree(context.projectId, context.sha, error.questions));
  }
}

const asksSomething = (error: unknown): error is { readonly questions: TreeQuestions } =>
  typeof error === 'object' && error !== null && 'questions' in error;

const merged = (known: TreeFacts, found: TreeFacts): TreeFacts => ({
  paths: found.paths ?? known.paths,
  changedSince: new Map([...known.changedSince, ...found.changedSince]),
  files: new Map([...known.files, ...found.files]),
});
