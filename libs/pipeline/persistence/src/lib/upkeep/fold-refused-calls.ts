import { namedStatement } from '@holdpoint/database';
import { REFUSED_CALL_KEYS } from '../lookup/pg-refused-call-log';
import { SLICE_MAX } from './run-slices';

/** How long refused calls are counted by the minute. */
const BY_MINUTE_HOURS = 24;

/** Any number that nobody else in the database uses for an advisory lock. */
const FOLD_LOCK = 7_410_006;

const insertDays = (keys: string, where: string): string =>
  `INSERT INTO refused_calls (${REFUSED_CALL_KEYS}, calls, sample, whole_day) SELECT ${REFUSED_CALL_KEYS}, calls, sample, true
     FROM days WHERE ${where} ORDER BY ${REFUSED_CALL_KEYS}
   ON CONFLICT (${keys}) WHERE ${where} DO UPDATE SET calls = refused_calls.calls + excluded.calls,
     sample = coalesce(refused_calls.sample, excluded.sample), whole_day = true`;

/**
 * Adds the counts of minutes that are old enough to those of their days (UTC), so that the sum stays what it was. The day
 * has the key of its first minute, which is among those that are taken away before it is inserted; so two that do this at
 * once would wait for each other, and one of them leaves it to the other.
 */
export const foldRefusedCalls = namedStatement<[]>(
  'fold_refused_calls',
  `WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${FOLD_LOCK}) AS mine),
   old AS MATERIALIZED (
     SELECT id FROM refused_calls WHERE (SELECT mine FROM turn) AND NOT whole_day AND minute < holdpoint_now() - ${BY_MINUTE_HOURS} * interval '1 hour'
     ORDER BY minute LIMIT ${SLICE_MAX} FOR UPDATE SKIP LOCKED),
   gone AS (
     DELETE FROM refused_calls refused WHERE refused.id = ANY (ARRAY(SELECT id FROM old))
     RETURNING refused.project_id, date_trunc('day', refused.minute, 'UTC') AS minute, refused.receiver, refused.reason,
       refused.calls, refused.sample, refused.minute AS at),
   days AS MATERIALIZED (
     SELECT ${REFUSED_CALL_KEYS}, sum(calls) AS calls, (array_agg(sample ORDER BY at) FILTER (WHERE sample IS NOT NULL))[1] AS sample
     FROM gone GROUP BY ${REFUSED_CALL_KEYS}),
   of_projects AS (${insertDays(REFUSED_CALL_KEYS, 'project_id IS NOT NULL')}),
   of_none AS (${insertDays('minute, receiver, reason', 'project_id IS NULL')})
   SELECT FROM gone`,
);
