import type { Result } from '@holdpoint/kernel';
import type { ConfigSource, PlanContext, PlannedConfig, PlannedRefusal } from '@holdpoint/pipeline-config';
import type { CommitSource } from '../ports/commit-source';
import type { ConfigReader } from '../ports/config-reader';
import { withTree } from './with-tree';

/** Plans a pipeline and answers what its configuration asks of the repository on the way. */
export const planWithTree = (
  commits: CommitSource,
  configs: ConfigReader,
  source: ConfigSource,
  context: PlanContext,
): Promise<Result<PlannedConfig, PlannedRefusal>> => withTree(commits, context, (known) => configs.plan(source, known));
