import { namedStatement } from '@holdpoint/database';
import type { ClientBase } from 'pg';

/** The task that finds out what a digest stands for and decides the events again that wait for it. */
export const RESOLVE_DIGEST = 'resolve_digest';

/** Tries of a registry that is away: the last one is about four minutes after the first, then the event's own word counts. */
export const RESOLVE_TRIES_MAX = 6;

/** What such a task is about. */
export interface DigestTask {
  readonly projectId: number;
  readonly digest: string;
}

/** Reads what a task was given; throws when it names no digest. */
export function digestTaskOf(payload: unknown): DigestTask {
  const { projectId, digest } = payload as { readonly projectId?: unknown; readonly digest?: unknown };
  if (typeof projectId === 'number' && typeof digest === 'string') return { projectId, digest };
  throw new Error('A task about a digest names it, and its project');
}

/** A power of two. As many digests are resolved at once at most, which is more than workers wait for others. */
const QUEUES = 16;

/**
 * The queues of these tasks, by name. A queue for each digest would be a row for each that nothing deletes, and every
 * worker looks at all of them whenever it asks for a task.
 */
export const DIGEST_QUEUES: readonly string[] = Array.from({ length: QUEUES }, (_, number) => `digest:${number}`);

/** One at a time for each digest: what it decides is decided once. */
const addResolution = namedStatement<[number, string, number]>(
  'add_resolution',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY[ROW('${RESOLVE_DIGEST}', json_build_object('projectId', $1::bigint, 'digest', $2::text),
     'digest:' || (hashtext($1::bigint || ':' || $2::text) & ${QUEUES - 1}), NULL, $3::smallint, NULL, NULL, NULL)::graphile_worker.job_spec])`,
);

/** Leaves a task to find out what a digest stands for, in the transaction in which somebody came to depend on it. */
export async function enqueueResolution(client: ClientBase, projectId: number, digest: string): Promise<void> {
  await client.query(addResolution(projectId, digest, RESOLVE_TRIES_MAX));
}
