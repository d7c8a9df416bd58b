import type { LedgerMatch } from '@holdpoint/pipeline-domain';
import { namedStatement } from '@holdpoint/database';
import type { ClaimOutcome, IdempotencyClaim } from '@holdpoint/pipeline-application';
import type { ClientBase } from 'pg';

/** A claim whose call has left nothing after this long is taken over: its process must have died. */
const TAKE_OVER_S = 30;

type Key = [projectId: number, actor: string, key: string];

const insertClaim = namedStatement<[...Key, requestDigest: string, callbackId: string]>(
  'insert_idempotency_claim',
  `INSERT INTO idempotency_keys (project_id, actor, key, request_digest, callback_id, claimed_at)
   VALUES ($1, $2, $3, $4, $5, holdpoint_now()) ON CONFLICT DO NOTHING RETURNING callback_id AS "callbackId"`,
);

const readClaim = namedStatement<Key>(
  'read_idempotency_claim',
  `SELECT request_digest AS "requestDigest", callback_id AS "callbackId", matches,
     claimed_at < holdpoint_now() - ${TAKE_OVER_S} * interval '1 second' AS "isStale"
   FROM idempotency_keys WHERE project_id = $1 AND actor = $2 AND key = $3 FOR UPDATE`,
);

const takeOver = namedStatement<Key>(
  'take_over_idempotency_claim',
  'UPDATE idempotency_keys SET claimed_at = holdpoint_now() WHERE project_id = $1 AND actor = $2 AND key = $3',
);

/** Whoever took over the claim of a call that is only slow may have given it back: the call keeps its answer all the same. */
const finishClaim = namedStatement<[...Key, requestDigest: string, callbackId: string, matches: string]>(
  'finish_idempotency_claim',
  `INSERT INTO idempotency_keys AS stored (project_id, actor, key, request_digest, callback_id, claimed_at, matches)
   VALUES ($1, $2, $3, $4, $5, holdpoint_now(), $6::jsonb)
   ON CONFLICT (project_id, actor, key) DO UPDATE SET matches = excluded.matches WHERE stored.callback_id = excluded.callback_id`,
);

/** Not one that is finished: a process that is only slow may be refused after whoever took its claim over was answered. */
const deleteClaim = namedStatement<[...Key, callbackId: string]>(
  'delete_idempotency_claim',
  'DELETE FROM idempotency_keys WHERE project_id = $1 AND actor = $2 AND key = $3 AND callback_id = $4 AND matches IS NULL',
);

/**
 * What the call of a process that died before it could answer has left: the first that was done to each job. A callback
 * that was parked, for a job or before there was one, is accepted later by another row.
 */
const firstMatches = namedStatement<[callbackId: string]>(
  'first_matches_of_callback',
  `SELECT DISTINCT ON (match.pipeline_id, match.build_id, match.external_job_id) match.pipeline_id AS "pipelineId",
     coalesce(match.build_id, match.external_job_id) AS "jobId",
     coalesce(build.name, external_job.name, callback.request ->> 'job_name') AS "jobName", match.verdict, match.reason
   FROM callback_matches match JOIN callbacks callback ON callback.id = match.callback_id
   LEFT JOIN builds build ON build.id = match.build_id
   LEFT JOIN external_jobs external_job ON external_job.id = match.external_job_id
   WHERE match.callback_id = $1 AND (match.pipeline_id IS NULL OR NOT EXISTS (
     SELECT FROM callback_matches early WHERE early.callback_id = $1 AND early.pipeline_id IS NULL AND early.verdict = 'parked'))
   ORDER BY match.pipeline_id, match.build_id, match.external_job_id, match.id`,
);

const countCall = namedStatement<[callbackId: string]>(
  'count_repeated_callback',
  'UPDATE callbacks SET calls = calls + 1 WHERE id = $1',
);

interface Claim {
  readonly requestDigest: string;
  readonly callbackId: string;
  readonly matches: readonly LedgerMatch[] | null;
  readonly isStale: boolean;
}

/** Reserves a key, or tells what the call that has used it came to. */
export async function claimIdempotencyKey(client: ClientBase, claim: IdempotencyClaim): Promise<ClaimOutcome> {
  const key: Key = [claim.projectId, claim.actor, claim.key];
  const { rows: [inserted] } = await client.query(insertClaim(...key, claim.requestDigest, claim.callbackId));
  if (inserted) return { type: 'claimed', callbackId: claim.callbackId };
  const { rows: [stored] } = await client.query<Claim>(readClaim(...key));
  // Whoever had it has given it back just now.
  if (!stored) return { type: 'in_progress' };
  if (stored.requestDigest !== claim.requestDigest) return { type: 'other_request' };
  return repeat(client, key, stored);
}

async function repeat(client: ClientBase, key: Key, { callbackId, matches, isStale }: Claim): Promise<ClaimOutcome> {
  if (matches === null && !isStale) return { type: 'in_progress' };
  const answered = matches ?? (await client.query<LedgerMatch>(firstMatches(callbackId))).rows;
  if (answered.length > 0) {
    await client.query(countCall(callbackId));
    return { type: 'repeated', callbackId, matches: answered };
  }
  await client.query(takeOver(...key));
  return { type: 'claimed', callbackId };
}

/**
 * Keeps what a call was answered, unless one that took its claim over was answered before; answers what stands for both.
 * A duplicate may be one of the same callback, which was taken while its claim changed hands: what it came to first counts.
 */
export async function finishIdempotencyKey(client: ClientBase, claim: IdempotencyClaim, matches: readonly LedgerMatch[]): Promise<readonly LedgerMatch[]> {
  const { projectId, actor, key, requestDigest, callbackId } = claim;
  const { rows: [stored] } = await client.query<Claim>(readClaim(projectId, actor, key));
  if (stored?.matches && stored.callbackId === callbackId) {
    await client.query(countCall(callbackId));
    return stored.matches;
  }
  const first = matches.some(({ verdict }) => verdict === 'duplicate') ? (await client.query<LedgerMatch>(firstMatches(callbackId))).rows : matches;
  await client.query(finishClaim(projectId, actor, key, requestDigest, callbackId, JSON.stringify(first)));
  return first;
}

/** Gives a reserved key back. */
export async function releaseIdempotencyKey(client: ClientBase, claim: IdempotencyClaim): Promise<void> {
  await client.query(deleteClaim(claim.projectId, claim.actor, claim.key, claim.callbackId));
}
