import { isLockTimeout, namedStatement } from '@holdpoint/database';
import { StoreError, type StoredParkedCallback } from '@holdpoint/pipeline-application';
import { callbackKeys, keysToLock, type PipelineChanges } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { knownDigest } from '../artifacts/known-digest';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';

/** Enough buckets for keys to meet by chance only rarely, few enough for the lock table of an ordinary server. */
const BUCKETS = 4_096;

/** Any number that nobody else in the database uses as a class of advisory locks. */
const LOCK_CLASS = 4_201;

/** In the order of the buckets, so that two who lock several wait for each other instead of deadlocking. */
const bucketsOf = (keys: string): string => `(SELECT DISTINCT hashtext(key) & ${BUCKETS - 1} AS bucket
  FROM unnest(${keys}) key ORDER BY 1 OFFSET 0) buckets`;

const lockKeys = namedStatement<[readonly string[]]>(
  'lock_callback_keys',
  `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, bucket) FROM ${bucketsOf('$1::text[]')}`,
);

/** Those who start jobs do not keep each other from it: they share the lock, and take turns at the rows they find. */
const lockKeysShared = namedStatement<[readonly string[]]>(
  'lock_callback_keys_shared',
  `SELECT pg_advisory_xact_lock_shared(${LOCK_CLASS}, bucket) FROM ${bucketsOf('$1::text[]')}`,
);

const tryLockKeysShared = namedStatement<[readonly string[]]>(
  'try_lock_callback_keys_shared',
  `SELECT coalesce(bool_and(pg_try_advisory_xact_lock_shared(${LOCK_CLASS}, bucket)), true) AS locked
   FROM ${bucketsOf('$1::text[]')}`,
);

/** What somebody who is trusted has said of the digest of an event since it was parked counts; its callback has the digest. */
const REVISION = `(SELECT json_build_object('claims', callback.event -> 'revision',
    'known', (SELECT to_json(known) FROM ${knownDigest('callback.project_id', "callback.event -> 'revision' ->> 'digest'")} known))
  FROM callbacks callback WHERE callback.id = callback_id AND callback.event -> 'revision' ->> 'digest' IS NOT NULL) AS revision`;

const findParkedSql = (more: string): string => `SELECT id, keys, command, ${REVISION} FROM parked_callbacks
   WHERE id IN (SELECT parked_id FROM parked_keys WHERE key = ANY($1::text[])) AND expires_at > holdpoint_now()
   ORDER BY id FOR UPDATE ${more}`;

const findParkedStatement = namedStatement<[readonly string[]]>('find_parked', findParkedSql(''));

const tryFindParkedStatement = namedStatement<[readonly string[]]>('try_find_parked', findParkedSql('NOWAIT'));

const deleteParked = namedStatement<[readonly number[]]>(
  'delete_parked',
  'DELETE FROM parked_callbacks WHERE id = ANY($1::bigint[])',
);

/** Keeps everybody else from parking under these keys, and from looking for what is parked, until the transaction ends. */
export async function lockCallbackKeys(client: ClientBase, keys: readonly string[]): Promise<void> {
  await client.query(lockKeys(keysToLock(keys)));
}

/**
 * Locks the keys of jobs that start, then reads what is parked under them in a statement of its own: in the locking one
 * it would be as old as the wait. Both are sent at once.
 */
export async function findParked(
  client: ClientBase,
  keys: readonly string[],
  busy: 'wait' | 'try',
): Promise<readonly StoredParkedCallback[]> {
  const shared = keysToLock(keys);
  if (busy === 'try') return tryFindParked(client, shared, keys);
  const [, { rows }] = await Promise.all([
    client.query(lockKeysShared(shared)),
    client.query<StoredParkedCallback>(findParkedStatement(keys)),
  ]);
  return rows;
}

async function tryFindParked(
  client: ClientBase,
  shared: readonly string[],
  keys: readonly string[],
): Promise<readonly StoredParkedCallback[]> {
  const { rows } = await client.query<{ locked: boolean }>(tryLockKeysShared(shared));
  if (!rows[0]?.locked) throw new StoreError('conflict', { cause: 'a callback is being parked for a job that starts' });
  try {
    return (await client.query<StoredParkedCallback>(tryFindParkedStatement(keys))).rows;
  } catch (cause) {
    if (isLockTimeout(cause)) throw new StoreError('conflict', { cause });
    throw cause;
  }
}

/** Takes parked callbacks away, once they are applied. */
export async function unpark(client: ClientBase, ids: readonly number[]): Promise<void> {
  await client.query(deleteParked(ids));
}

/** A callback to be parked. */
export interface NewParkedCallback {
  readonly callbackId: string;
  readonly projectId: number;
  readonly pipelineId: number | null;
  readonly keys: readonly string[];
  readonly command: unknown;
}

const COLUMNS: readonly SentColumn<NewParkedCallback>[] = [
  column('callback_id', 'uuid', ({ callbackId }) => callbackId),
  column('project_id', 'bigint', ({ projectId }) => projectId),
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('keys', 'jsonb', ({ keys }) => keys),
  column('command', 'jsonb', ({ command }) => command),
];

const insertParked = namedStatement<unknown[]>(
  'insert_parked',
  `WITH parked AS MATERIALIZED (
     SELECT nextval('parked_callbacks_id_seq') AS id, sent.*, ARRAY(SELECT jsonb_array_elements_text(sent.keys)) AS texts
     FROM ${relationOf(COLUMNS, 1)} sent),
   kept AS (
     INSERT INTO parked_callbacks (id, callback_id, pipeline_id, keys, command, expires_at)
     SELECT parked.id, callback_id, pipeline_id, texts, command,
       holdpoint_now() + project.callback_parking_ttl_s * interval '1 second'
     FROM parked JOIN projects project ON project.id = parked.project_id)
   INSERT INTO parked_keys (key, parked_id) SELECT DISTINCT unnest(texts), id FROM parked`,
);

/** Parks callbacks under each of their keys, for as long as their project says. */
export async function insertParkedCallbacks(client: ClientBase, rows: readonly NewParkedCallback[]): Promise<void> {
  await client.query(insertParked(...arraysOf(COLUMNS, rows)));
}

/** The callbacks that a pass wants parked; their job exists, so its pipeline's lock is the only one needed. */
export const parkedBy = ({ pipelineId, parked, projectId }: PipelineChanges): readonly NewParkedCallback[] =>
  parked.map(({ command, jobName }) => {
    const target = { projectId, pipelineId, jobName, ref: null, sha: null, matchKey: command.matchKey };
    return { callbackId: command.callbackId, projectId, pipelineId, keys: callbackKeys(target), command };
  });
