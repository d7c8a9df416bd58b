import type { Result } from '@holdpoint/kernel';
import type { CiConfig, ConfigProblem, PlanContext } from '@holdpoint/pipeline-config';
import type { CommitSource } from '../ports/commit-source';
import type { ConfigReader } from '../ports/config-reader';
import { withTree } from './with-tree';

/** Reads a text with everything that it includes from a commit; no rule of a job or of `workflow` is evaluated. */
export const readWithTree = (
  commits: CommitSource,
  configs: ConfigReader,
  text: string,
  context: PlanContext,
): Promise<Result<CiConfig, { readonly problems: readonly ConfigProblem[] }>> => withTree(commits, context, (known) => configs.read(text, known));
