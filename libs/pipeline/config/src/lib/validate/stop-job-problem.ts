import type { EnvironmentConfig } from '../ci-config';
import type { JobsByName } from '../parallel/needed-names';

/**
 * What is wrong with the job that `on_stop` names, as far as its own entry could be read; null when nothing is. Source:
 * GitLab's `Gitlab::Ci::YamlProcessor#validate_on_stop_job!`.
 */
export function stopJobProblem(environment: EnvironmentConfig | null, jobs: JobsByName): string | null {
  const onStop = environment?.options.onStop ?? null;
  if (environment === null || onStop === null) return null;
  const job = jobs.get(onStop);
  if (job === undefined) return `on_stop job ${onStop} is not defined`;
  if (job.environment === null) return `on_stop job ${onStop} does not have environment defined`;
  const stopped = job.environment.value;
  if (stopped === null) return null;
  if (stopped.name !== environment.name) return `on_stop job ${onStop} have different environment name`;
  return stopped.options.action === 'stop' ? null : `on_stop job ${onStop} needs to have action stop defined`;
}
