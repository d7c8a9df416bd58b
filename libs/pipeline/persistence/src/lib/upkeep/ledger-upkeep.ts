import { namedStatement } from '@holdpoint/database';
import { membersOf, type CiModel } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { deleteOldCallbacks } from './delete-old-callbacks';
import { foldRefusedCalls } from './fold-refused-calls';
import { runEach } from './run-each';
import { runSlices, SLICE_MAX } from './run-slices';

/** How long an `Idempotency-Key` stands for its call. */
const IDEMPOTENCY_HOURS = 24;

/**
 * A row that somebody applies just now is left to them. The match is dated by the end of the callback's time, not by when
 * that was noticed, and is one of the job for which the callback was parked; what was parked twice runs out once. An event
 * of an unknown digest was parked for all jobs that it was shown to and has not been judged for since.
 * Answers a row for each that was parked, not for each match: an event that is parked under several keys has one.
 */
export const expireParked = namedStatement<[]>(
  'expire_parked_callbacks',
  `WITH due AS (
     SELECT id FROM parked_callbacks WHERE expires_at <= holdpoint_now()
     ORDER BY expires_at LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED),
   gone AS (
     DELETE FROM parked_callbacks parked USING due WHERE parked.id = due.id
     RETURNING parked.callback_id, parked.pipeline_id, parked.expires_at),
   expired AS (
     INSERT INTO callback_matches (callback_id, pipeline_id, build_id, external_job_id, verdict, reason, at)
     SELECT gone.callback_id, coalesce(match.pipeline_id, gone.pipeline_id), match.build_id, match.external_job_id, 'expired', 'ttl_ran_out',
       gone.expires_at
     FROM gone LEFT JOIN callback_matches match ON match.callback_id = gone.callback_id AND match.verdict = 'parked'
       AND (match.pipeline_id IS NOT DISTINCT FROM gone.pipeline_id OR (gone.pipeline_id IS NULL AND match.reason = 'digest_unknown'))
       AND NOT EXISTS (SELECT FROM callback_matches later WHERE later.callback_id = match.callback_id
         AND later.external_job_id = match.external_job_id AND later.id > match.id)
     ON CONFLICT DO NOTHING)
   SELECT FROM gone`,
);

/** Deletes keys that stand for nothing any more. */
export const deleteOldIdempotencyKeys = namedStatement<[]>(
  'delete_old_idempotency_keys',
  `DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(SELECT ctid FROM idempotency_keys
     WHERE claimed_at < holdpoint_now() - ${IDEMPOTENCY_HOURS} * interval '1 hour'
     ORDER BY claimed_at LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED))`,
);

/** Deletes counts, project by project too. One that is counted just now is left to the next time. */
export const deleteOldRefusedCalls = namedStatement<[retentionDays: number]>(
  'delete_old_refused_calls',
  `DELETE FROM refused_calls WHERE ctid = ANY (ARRAY(
     SELECT refused.ctid FROM projects project CROSS JOIN LATERAL (
       SELECT ctid FROM refused_calls refused
       WHERE refused.project_id = project.id AND refused.minute < holdpoint_now() - $1 * interval '1 day'
       LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED) refused
     UNION ALL
     SELECT ctid FROM (
       SELECT ctid FROM refused_calls WHERE project_id IS NULL AND minute < holdpoint_now() - $1 * interval '1 day'
       LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED) of_none
     LIMIT ${SLICE_MAX}))`,
);

/** Deletes what was sent to hooks, or given up; what still waits to be sent is kept however old it is. */
export const deleteOldHookDeliveries = namedStatement<[retentionDays: number]>(
  'delete_old_hook_deliveries',
  `DELETE FROM hook_deliveries WHERE id = ANY (ARRAY(SELECT id FROM hook_deliveries
     WHERE state <> 'pending' AND created_at < holdpoint_now() - $1 * interval '1 day'
     ORDER BY created_at LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED))`,
);

/** How many rows were deleted. */
export interface LedgerDeletions {
  readonly callbacks: number;
  readonly idempotencyKeys: number;
  readonly refusedCalls: number;
  readonly hookDeliveries: number;
}

/** Ends what has run out in the ledger, slice by slice until a signal is aborted; any number of processes may do it at once. */
export class LedgerUpkeep {
  constructor(
    private readonly pool: Pool,
    private readonly model: CiModel,
  ) {}

  /** Ends callbacks that were parked for as long as their project says; answers how many were parked. */
  expireParked(signal?: AbortSignal): Promise<number> {
    return runSlices(this.pool, expireParked(), signal);
  }

  /**
   * Deletes what is older than the retention, and keys that are too old to be used, and counts refused calls of yesterday
   * by the day; each kind although another failed.
   */
  deleteOld(retentionDays: number, signal?: AbortSignal): Promise<LedgerDeletions> {
    const completed = membersOf(this.model.statuses, 'completed', 'ledger.retention');
    return runEach({
      callbacks: () => deleteOldCallbacks(this.pool, retentionDays, completed, signal),
      idempotencyKeys: () => runSlices(this.pool, deleteOldIdempotencyKeys(), signal),
      refusedCalls: () => this.deleteOldRefusedCalls(retentionDays, signal),
      hookDeliveries: () => runSlices(this.pool, deleteOldHookDeliveries(retentionDays), signal),
    });
  }

  private async deleteOldRefusedCalls(retentionDays: number, signal?: AbortSignal): Promise<number> {
    await runSlices(this.pool, foldRefusedCalls(), signal);
    return runSlices(this.pool, deleteOldRefusedCalls(retentionDays), signal);
  }
}
