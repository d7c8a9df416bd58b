import { matchKeyOf } from './match-key';
import type { JobFacts, PipelineFacts, PipelineId } from '../processing/pipeline-facts';

/** What a callback may name a job by, beside its number; null where the callback does not say. */
export interface CallbackTarget {
  readonly projectId: number;
  readonly pipelineId: PipelineId | null;
  readonly jobName: string | null;
  readonly ref: string | null;
  readonly sha: string | null;
  readonly matchKey: string | null;
}

/** The keys under which a callback is parked; a job that starts takes it only if all of them are its own. */
export function callbackKeys({ projectId, pipelineId, jobName, ref, sha, matchKey }: CallbackTarget): readonly string[] {
  const keys: string[] = [];
  if (pipelineId !== null && jobName !== null) keys.push(keyOf('job', pipelineId, jobName));
  if (ref !== null && sha !== null && jobName !== null) keys.push(keyOf('ref', projectId, ref, sha, jobName));
  if (ref !== null && sha !== null && jobName === null) keys.push(keyOf('commit', projectId, ref, sha));
  if (ref === null && sha !== null) keys.push(keyOf('sha', projectId, sha));
  if (matchKey !== null) keys.push(keyOf('key', projectId, matchKey));
  return keys;
}

/** The keys by which callbacks may have named a job before it started to wait. */
export function keysOfJob(
  pipeline: Pick<PipelineFacts, 'id' | 'projectId' | 'ref' | 'sha'>,
  job: Pick<JobFacts, 'name' | 'external'>,
): readonly string[] {
  const { id: pipelineId, projectId, ref, sha } = pipeline;
  const matchKey = job.external && matchKeyOf(job.external);
  return [
    ...callbackKeys({ projectId, pipelineId, jobName: job.name, ref, sha, matchKey }),
    keyOf('commit', projectId, ref, sha),
    ...(job.external?.commitStatus === undefined ? [] : [keyOf('sha', projectId, sha)]),
  ];
}

/**
 * The keys that need a lock of their own while somebody parks under them or looks there. The lock of the pipeline guards
 * a key that names it, and a commit alone is never the only key of a callback.
 */
export const keysToLock = (keys: readonly string[]): readonly string[] => keys.filter((key) => /^\["(ref|key)",/.test(key));

/** JSON keeps the parts apart, whatever characters they have. */
const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
