import type { JobSubject } from './external-event';

/** What the keys of a report leave open: the other half of `ref` and `sha`, which job is meant, or of which pipeline. */
export interface MissingKeys {
  readonly ref: boolean;
  readonly sha: boolean;
  readonly job: boolean;
  readonly pipeline: boolean;
}

/**
 * Says what the keys of a report lack; `revision` is the fields by which it names one. A key that is only half there is
 * not left out, since that would be to fall back to a weaker one.
 */
export function missingKeys(keys: Omit<JobSubject, 'type'>, revision: readonly ('sha' | 'digest')[]): MissingKeys {
  const { jobId, jobName, pipelineId, ref, matchKey } = keys;
  const hasSha = revision.includes('sha');
  const namesJob = jobId !== null || matchKey !== null;
  return {
    ref: ref === null && hasSha,
    sha: ref !== null && revision.length === 0,
    job: !namesJob && jobName === null,
    pipeline: !namesJob && pipelineId === null && ref === null && !hasSha,
  };
}
