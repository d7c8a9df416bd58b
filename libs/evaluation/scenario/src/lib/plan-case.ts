import { err, ok, type Result } from '@holdpoint/kernel';
import { planConfig, type PlanContext } from '@holdpoint/pipeline-config';
import type { PipelinePlan } from '@holdpoint/pipeline-domain';

/**
 * What every case runs on: as GitLab's runner creates its pipelines, for `master` with the source `pipeline`. The commit is
 * the head of that branch and holds its configuration alone.
 */
export const CASE_CONTEXT: PlanContext = {
  ref: 'master',
  refType: 'branch',
  sha: '0'.repeat(40),
  source: 'pipeline',
  defaultBranch: 'master',
  commitMessage: '',
  commitAuthor: '',
  commitTimestamp: '',
  projectId: 1,
  projectPath: 'conformance/cases',
  projectTitle: 'cases',
  username: 'conformance',
  user: null,
  variables: [],
  tree: { paths: ['.gitlab-ci.yml'], changedSince: new Map([['master', []]]), files: new Map() },
};

/** Who acts in a case. */
export const CASE_ACTOR = 'conformance';

/** Timeout of jobs that state none. */
export const CASE_TIMEOUT_MS = 3_600_000;

/** Plans the pipeline of a case; answers every problem of its configuration otherwise. */
export function planCase(config: string): Result<PipelinePlan, string> {
  const planned = planConfig(config, CASE_CONTEXT);
  if (planned.ok) return ok(planned.value.plan);
  const { error } = planned;
  if ('problems' in error) return err(error.problems.map(({ message }) => message).join('\n'));
  return err('refusal' in error ? error.refusal.message : 'The case asks for more of a repository than a case has.');
}
