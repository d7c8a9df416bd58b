import type { Result } from '@holdpoint/kernel';
import { NO_TREE_FACTS, type ConfigSource, type PlanContext, type PlannedConfig, type PlannedRefusal, type TreeFacts } from '@holdpoint/pipeline-config';
import type { CommitSource } from '../ports/commit-source';
import type { ConfigReader } from '../ports/config-reader';

/**
 * Plans a pipeline and answers what its rules ask of the repository on the way, at most a few times: first the rules of
 * `workflow`, then those of jobs, whose answers may raise further questions.
 */
export async function planWithTree(
  commits: CommitSource,
  configs: ConfigReader,
  source: ConfigSource,
  context: PlanContext,
): Promise<Result<PlannedConfig, PlannedRefusal>> {
  for (let tree = NO_TREE_FACTS; ; ) {
    const planned = await configs.plan(source, { ...context, tree });
    if (planned.ok) return planned;
    const { error } = planned;
    if (!('questions' in error)) return { ok: false, error };
    tree = merged(tree, await commits.readTree(context.projectId, context.sha, error.questions));
  }
}

const merged = (known: TreeFacts, found: TreeFacts): TreeFacts => ({
  paths: found.paths ?? known.paths,
  changedSince: new Map([...known.changedSince, ...found.changedSince]),
});
