import { namedStatement } from '@holdpoint/database';
import { EventLedger, type CallbackRecord, type EventSettlement } from '@holdpoint/pipeline-application';
import { digestKey, revisionKey, type EventParking } from '@holdpoint/pipeline-domain';
import type { ClientBase, Pool, QueryConfig } from 'pg';
import { insertParkedCallbacks, lockCallbackKeys, unpark, type NewParkedCallback } from '../store/parked-callbacks';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { enqueueResolution } from '../artifacts/artifact-tasks';
import { insertUnmatchedCallback } from './insert-unmatched-callback';
import { latestJobsOf } from './latest-jobs-of';
import { readRows } from '../sql/read-rows';

/** A job of the revision, which takes the event itself. */
const revisionIsHere = namedStatement<[number, string, readonly string[], string]>(
  'revision_is_here',
  `SELECT FROM pipelines pipeline ${latestJobsOf('pipeline')}
   WHERE pipeline.project_id = $1 AND pipeline.sha = ANY($3::text[]) AND job.match_key = $2
     AND coalesce(job.options -> 'external' ->> 'receiver', $4) = $4 LIMIT 1`,
);

const digestIsKnown = namedStatement<[number, string]>(
  'digest_is_known',
  'SELECT FROM artifact_revisions WHERE project_id = $1 AND digest = $2 AND sha IS NOT NULL LIMIT 1',
);

const storedCallback = namedStatement<[string]>(
  'stored_callback',
  `SELECT id, project_id AS "projectId", provider, actor, request, replay_of AS "replayOf", event, occurrence
   FROM callbacks WHERE id = $1`,
);

/** {@link EventLedger} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgEventLedger extends EventLedger {
  constructor(private readonly pool: Pool) {
    super();
  }

  settle(settlement: EventSettlement): Promise<'settled' | 'found'> {
    return runTransaction(this.pool, async (client) => {
      const { callback, matches, parking, unparked } = settlement;
      if (parking && (await foundMeanwhile(client, callback.projectId, parking))) return 'found';
      await insertUnmatchedCallback(client, callback, matches);
      if (unparked !== null) await unpark(client, [unparked]);
      if (parking) await park(client, callback, parking);
      return 'settled';
    });
  }

  async unpark(parkedId: number): Promise<void> {
    await runCommitted(this.pool, (client) => unpark(client, [parkedId]));
  }

  async find(callbackId: string): Promise<CallbackRecord | undefined> {
    const [callback] = await readRows<CallbackRecord>(this.pool, storedCallback(callbackId));
    return callback;
  }
}

/** Looks in a statement of its own: in the locking one it would be as old as the wait for the keys. */
async function foundMeanwhile(client: ClientBase, projectId: number, parking: EventParking): Promise<boolean> {
  await lockCallbackKeys(client, keysOf(projectId, parking));
  const look: QueryConfig =
    parking.type === 'digest'
      ? digestIsKnown(projectId, parking.digest)
      : revisionIsHere(projectId, parking.matchKey, parking.shas, parking.receiver);
  return (await client.query(look)).rows.length > 0;
}

function keysOf(projectId: number, parking: EventParking): readonly string[] {
  if (parking.type === 'digest') return [digestKey(projectId, parking.digest)];
  return parking.shas.map((sha) => revisionKey(projectId, parking.matchKey, sha));
}

/** Once for each sha: a job that starts takes what has its key. Registries are asked once the event is stored. */
async function park(client: ClientBase, { id: callbackId, projectId }: CallbackRecord, parking: EventParking): Promise<void> {
  const command = parking.type === 'digest' ? {} : parking.command;
  const rows = keysOf(projectId, parking).map((key): NewParkedCallback => ({ callbackId, projectId, pipelineId: null, keys: [key], command }));
  await insertParkedCallbacks(client, rows);
  if (parking.type === 'digest') await enqueueResolution(client, projectId, parking.digest);
}
