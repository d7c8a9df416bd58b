import {
  CallbackLedger,
  type CallbackRecord,
  type CallbackTargets,
  type ClaimOutcome,
  type IdempotencyClaim,
  type TargetSearch,
} from '@holdpoint/pipeline-application';
import { callbackKeys, type CallbackCommand, type CiModel, type LedgerMatch } from '@holdpoint/pipeline-domain';
import type { ClientBase, Pool } from 'pg';
import { runCommitted, runTransaction } from '../sql/run-transaction';
import { insertParkedCallbacks, lockCallbackKeys } from '../store/parked-callbacks';
import { callbackTargetsOf, callbackTargetsQuery } from './callback-targets';
import { claimIdempotencyKey, finishIdempotencyKey, releaseIdempotencyKey } from './idempotency-keys';
import { insertUnmatchedCallback } from './insert-unmatched-callback';

/** The points of parking between which others may come; for whoever wants to watch or to hold one up. */
export type ParkingPoint = 'keys_locked' | 'looked' | 'parked';

/** What a {@link PgCallbackLedger} may be told. */
export interface CallbackLedgerSettings {
  /** Called at every point of parking; the transaction goes on when it resolves. */
  readonly at?: (point: ParkingPoint) => Promise<void>;
}

const EARLY: LedgerMatch = { pipelineId: null, jobId: null, jobName: null, verdict: 'parked', reason: 'no_waiting_job' };

/** {@link CallbackLedger} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgCallbackLedger extends CallbackLedger {
  private readonly at: (point: ParkingPoint) => Promise<void>;

  constructor(
    private readonly pool: Pool,
    private readonly model: CiModel,
    settings: CallbackLedgerSettings = {},
  ) {
    super();
    this.at = settings.at ?? (() => Promise.resolve());
  }

  async record(callback: CallbackRecord, matches: readonly LedgerMatch[]): Promise<void> {
    await runCommitted(this.pool, (client) => insertUnmatchedCallback(client, callback, matches));
  }

  park(callback: CallbackRecord, command: CallbackCommand, target: TargetSearch): Promise<'parked' | 'found'> {
    const keysOfShas = keysOf(target);
    return runTransaction(this.pool, async (client) => {
      await lockCallbackKeys(client, keysOfShas.flat());
      await this.at('keys_locked');
      const { found } = await this.findTargets(client, target);
      await this.at('looked');
      if (found.length > 0) return 'found';
      await insertUnmatchedCallback(client, callback, [EARLY]);
      const { id: callbackId, projectId } = callback;
      await insertParkedCallbacks(client, keysOfShas.map((keys) => ({ callbackId, projectId, pipelineId: null, keys, command })));
      await this.at('parked');
      return 'parked';
    });
  }

  /** In a statement of its own: in the locking one it would be as old as the wait for the keys. */
  private async findTargets(client: ClientBase, target: TargetSearch): Promise<CallbackTargets> {
    return callbackTargetsOf((await client.query<CallbackTargets>(callbackTargetsQuery(target, this.model))).rows);
  }

  claim(claim: IdempotencyClaim): Promise<ClaimOutcome> {
    return runTransaction(this.pool, (client) => claimIdempotencyKey(client, claim));
  }

  foresee(claim: IdempotencyClaim): Promise<ClaimOutcome> {
    return runTransaction(this.pool, async (client) => {
      await client.query('SAVEPOINT before');
      const outcome = await claimIdempotencyKey(client, claim);
      await client.query('ROLLBACK TO SAVEPOINT before');
      return outcome;
    });
  }

  finish(claim: IdempotencyClaim, matches: readonly LedgerMatch[]): Promise<readonly LedgerMatch[]> {
    return runTransaction(this.pool, (client) => finishIdempotencyKey(client, claim, matches));
  }

  async release(claim: IdempotencyClaim): Promise<void> {
    await runCommitted(this.pool, (client) => releaseIdempotencyKey(client, claim));
  }
}

/** Once for each sha: a job that starts takes what has no keys but its own. */
const keysOf = ({ shas, ...target }: TargetSearch): readonly (readonly string[])[] => (shas ?? [null]).map((sha) => callbackKeys({ ...target, sha }));
