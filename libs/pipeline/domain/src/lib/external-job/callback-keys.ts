import type { JobFacts, PipelineFacts, PipelineId } from '../processing/pipeline-facts';
import { matchKeyOf } from './match-key';

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
  if (ref === null && sha !== null && matchKey !== null) keys.push(revisionKey(projectId, matchKey, sha));
  if (matchKey !== null) keys.push(keyOf('key', projectId, matchKey));
  return keys;
}

/** The keys by which callbacks may have named a job before it started to wait. */
export function keysOfJob(
  pipeline: Pick<PipelineFacts, 'id' | 'projectId' | 'ref' | 'sha'>,
  job: Pick<JobFacts, 'name' | 'external'>,
): readonly string[] {
  const { id: pipelineId, projectId, ref, sha } = pipeline;
  const matchKey = matchKeyOf(job.external ?? {});
  return [
    ...callbackKeys({ projectId, pipelineId, jobName: job.name, ref, sha, matchKey }),
    keyOf('commit', projectId, ref, sha),
    ...(matchKey === null ? [] : [revisionKey(projectId, matchKey, sha)]),
  ];
}

/** The key of events about one revision of what jobs with a match key watch. */
export const revisionKey = (projectId: number, matchKey: string, sha: string): string =>
  keyOf('revision', projectId, matchKey, sha);

/** The key of events about a digest that nobody knows yet; jobs have none, whoever learns of the digest looks here. */
export const digestKey = (projectId: number, digest: string): string => keyOf('digest', projectId, digest);

/**
 * The keys that need a lock of their own while somebody parks under them or looks there. The lock of the pipeline guards
 * a key that names it, and a commit alone is never the only key of a callback.
 */
export const keysToLock = (keys: readonly string[]): readonly string[] => keys.filter((key) => /^\["(ref|key|revision|digest)",/.test(key));

/** JSON keeps the parts apart, whatever characters they have. */
const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
