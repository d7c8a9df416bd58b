import { namedStatement } from '@holdpoint/database';
import type { ClientBase, QueryConfig } from 'pg';

/** The task that finds out what a digest stands for and decides the events again that wait for it. */
export const RESOLVE_DIGEST = 'resolve_digest';

/** Tries of a registry that is away: the last one is about four minutes after the first, then the event's own word counts. */
const RESOLVE_TRIES_MAX = 6;

/** The task that leaves one of these for each digest that events of a project wait for. */
export const RESOLVE_PARKED_DIGESTS = 'resolve_parked_digests';

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

/** What a task of a digest is known by: the one that waits for its turn does for all who ask for it meanwhile. */
const keyOf = (projectId: number, digest: string): string => `digest:${projectId}:${digest}`;

/** A task that waits, locked by this: no worker takes it before the transaction ends, so it sees what that commits. */
const pendingTasks = (changes: string): string =>
  `SELECT count(*) AS tasks FROM graphile_worker.jobs job, LATERAL graphile_worker.reschedule_jobs(ARRAY[job.id]${changes})
   WHERE job.key = $1 AND job.locked_at IS NULL AND job.attempts < job.max_attempts`;

const keepPending = namedStatement<[key: string]>('keep_pending_resolution', pendingTasks(''));

/** The try that is due at once is none of those that a registry which is away is given. */
const hurryPending = namedStatement<[key: string]>(
  'hurry_pending_resolution',
  pendingTasks(', run_at => holdpoint_real_time(holdpoint_now()), attempts => greatest(job.attempts - 1, 0)'),
);

/**
 * One at a time for each digest: what it decides is decided once. A task that runs may have looked already: it loses its
 * key and its further tries to this one, which goes on counting where it was, or no registry would have had its last try
 * while events come.
 */
const addResolution = namedStatement<[key: string, projectId: number, digest: string, triesMax: number]>(
  'add_resolution',
  `SELECT count(*) AS tasks
   FROM (SELECT coalesce(max(attempts), 0) AS tries FROM graphile_worker.jobs WHERE key = $1 AND locked_at IS NOT NULL) running,
     graphile_worker.add_jobs(ARRAY[ROW('${RESOLVE_DIGEST}', json_build_object('projectId', $2::bigint, 'digest', $3::text),
       'digest:' || (hashtext($1) & ${QUEUES - 1}), NULL, $4::smallint, $1, NULL, NULL)::graphile_worker.job_spec]) added,
     LATERAL graphile_worker.reschedule_jobs(ARRAY[added.id], attempts => least(running.tries, $4 - 1))`,
);

/** Leaves a task to find out what a digest stands for, in the transaction in which somebody came to depend on it. */
export const enqueueResolution = (client: ClientBase, projectId: number, digest: string): Promise<void> =>
  enqueue(client, keepPending(keyOf(projectId, digest)), { projectId, digest });

/** The same where something has become known of the digest: it does not wait for a registry that is away. */
export const hurryResolution = (client: ClientBase, projectId: number, digest: string): Promise<void> =>
  enqueue(client, hurryPending(keyOf(projectId, digest)), { projectId, digest });

async function enqueue(client: ClientBase, pending: QueryConfig, { projectId, digest }: DigestTask): Promise<void> {
  const { rows: [found] } = await client.query<{ tasks: number }>(pending);
  if ((found?.tasks ?? 0) > 0) return;
  await client.query(addResolution(keyOf(projectId, digest), projectId, digest, RESOLVE_TRIES_MAX));
}

/** The project of a task {@link RESOLVE_PARKED_DIGESTS}; throws when it names none. */
export function parkedDigestsTaskOf(payload: unknown): number {
  const { projectId } = payload as { readonly projectId?: unknown };
  if (typeof projectId === 'number') return projectId;
  throw new Error('A task about the digests of a project names it');
}

/** Adds the task; once it runs, what is committed with it can be seen, and whoever parks an event later sees it too. */
export const addParkedDigestsTask = namedStatement<[projectId: number]>(
  'add_parked_digests_task',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY[ROW('${RESOLVE_PARKED_DIGESTS}', json_build_object('projectId', $1::bigint),
     NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec])`,
);

/**
 * A task that waits for its turn, or for a registry that is away, is due at once and has all its tries again. The keys of
 * digests of the project are those from its number to the byte after the comma: all else that is parked is not read.
 */
export const addParkedResolutions = namedStatement<[projectId: number]>(
  'add_parked_resolutions',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
     SELECT ROW('${RESOLVE_DIGEST}', json_build_object('projectId', $1::bigint, 'digest', digest),
       'digest:' || (hashtext(task.key) & ${QUEUES - 1}), NULL, ${RESOLVE_TRIES_MAX}, task.key, NULL, NULL)::graphile_worker.job_spec
     FROM (SELECT DISTINCT waiting.key::json ->> 2 AS digest FROM parked_keys waiting JOIN parked_callbacks parked ON parked.id = waiting.parked_id
       WHERE waiting.key >= '["digest",' || $1::bigint || ',' AND waiting.key < '["digest",' || $1::bigint || '-' AND parked.expires_at > holdpoint_now()) digests,
       LATERAL (SELECT 'digest:' || $1::bigint || ':' || digest AS key) task ORDER BY task.key))`,
);
