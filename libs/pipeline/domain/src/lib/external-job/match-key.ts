import type { ExternalOptions, WatchedObject } from '../plan/pipeline-plan';

/** The key under which callbacks and events find an external job; null for one that can only be named. */
export function matchKeyOf({ matchKey, object, commitStatus }: ExternalOptions): string | null {
  if (matchKey !== undefined) return matchKey;
  if (object !== undefined) return objectMatchKey(object);
  return commitStatus === undefined ? null : commitStatusMatchKey(commitStatus);
}

/** The key of jobs that watch an object, whatever receiver they hear of it by. JSON keeps the parts apart. */
export const objectMatchKey = ({ kind, namespace, name }: WatchedObject): string =>
  JSON.stringify(['object', kind, namespace, name]);

/** The key of jobs that a commit status of this name ends. */
export const commitStatusMatchKey = (name: string): string => JSON.stringify(['commit_status', name]);
