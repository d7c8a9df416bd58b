import type { Instant } from '@holdpoint/kernel';
import type { JobId, PipelineId, Verdict } from '@holdpoint/pipeline-domain';
import { instantParameter } from '../sql/sent-rows';
import { offsetOf, type PageRequest } from '../sql/page-of';

/** Which callbacks of a project a list shows; what is left out does not filter. */
export interface CallbackFilter {
  readonly jobId?: JobId;
  readonly pipelineId?: PipelineId;
  /** Any of these; together with a job or a pipeline, what the callback did there. */
  readonly verdicts?: readonly Verdict[];
  readonly receivedAfter?: Instant;
  readonly receivedBefore?: Instant;
  readonly actor?: string;
  readonly provider?: string;
}

/** The place of a callback in a list, newest first. */
export interface CallbackCursor {
  readonly receivedAt: Instant;
  readonly id: string;
}

/** Where a list goes on that is read from callback to callback. */
export interface CallbacksBefore {
  /** Null begins with the newest. */
  readonly before: CallbackCursor | null;
  readonly perPage: number;
}

/**
 * Callbacks that one page looks through when no index can find what it filters by. An index for each filter would be
 * paid for by every callback that comes in; so a page may be short, and says where to go on.
 */
export const CALLBACKS_SCANNED_MAX = 10_000;

/** A query with its parameters. */
export interface ListQuery {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const NEWEST_FIRST = 'ORDER BY callback.received_at DESC, callback.id DESC';

/** Reads one callback more than asked for, and marks the last one that was looked at if there may be more behind it. */
export function callbacksBeforeQuery(
  projectId: number,
  filter: CallbackFilter,
  { before, perPage }: CallbacksBefore,
): ListQuery {
  const values: unknown[] = [];
  const conditions = [...found(projectId, filter, values), ...(before === null ? [] : [after(before, values)])];
  const sifting = sifted(filter, values);
  const looked = sifting.length > 0 ? CALLBACKS_SCANNED_MAX : perPage + 1;
  const sql = `WITH looked AS MATERIALIZED (
      SELECT callback.* FROM callbacks callback WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} LIMIT ${looked})
    SELECT callback.*, callback.place = ${looked} AS "isLastLooked" FROM (
      SELECT callback.*, row_number() OVER (${NEWEST_FIRST}) AS place, ${sifting.join(' AND ') || 'true'} AS matched
      FROM looked callback) callback
    WHERE callback.matched OR callback.place = ${looked} ${NEWEST_FIRST} LIMIT ${perPage + 1}`;
  return { sql, values };
}

/**
 * Reads a numbered page, and one callback more. The further down, the more it costs. It may not be short, so a verdict is
 * sought among the matches, from whichever side PostgreSQL expects to be done sooner: asked callback by callback, for one
 * that none has, 1,000,000 took 15 s, and so it takes 0.2 s.
 */
export function callbackPageQuery(projectId: number, filter: CallbackFilter, page: PageRequest): ListQuery {
  const values: unknown[] = [];
  const { verdicts, ...others } = filter;
  const ofVerdict = verdicts === undefined || isPlaced(filter) ? [] : [isAmong({ verdicts }, values)];
  const conditions = [...found(projectId, filter, values), ...ofVerdict, ...sifted(others, values)];
  const sql = `SELECT callback.* FROM callbacks callback WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST}
    LIMIT ${page.perPage + 1} OFFSET ${offsetOf(page)}`;
  return { sql, values };
}

type Values = unknown[];

const parameter = (values: Values, value: unknown): number => values.push(value);

const instant = (values: Values, value: Instant): string => instantParameter(parameter(values, value));

/** A pair of values compares as a whole: the index is read on from there. */
const after = ({ receivedAt, id }: CallbackCursor, values: Values): string =>
  `(callback.received_at, callback.id) < (${instant(values, receivedAt)}, $${parameter(values, id)}::uuid)`;

/** What indexes find. */
function found(projectId: number, filter: CallbackFilter, values: Values): readonly string[] {
  const { receivedAfter, receivedBefore } = filter;
  const conditions = [`callback.project_id = $${parameter(values, projectId)}`];
  if (receivedAfter !== undefined) conditions.push(`callback.received_at > ${instant(values, receivedAfter)}`);
  if (receivedBefore !== undefined) conditions.push(`callback.received_at < ${instant(values, receivedBefore)}`);
  if (isPlaced(filter)) conditions.push(isAmong(filter, values));
  return conditions;
}

const isPlaced = ({ jobId, pipelineId }: CallbackFilter): boolean => jobId !== undefined || pipelineId !== undefined;

const isAmong = (filter: CallbackFilter, values: Values): string =>
  `callback.id IN (SELECT callback_id FROM callback_matches WHERE ${place(filter, values)})`;

function place({ jobId, pipelineId, verdicts }: CallbackFilter, values: Values): string {
  const conditions: string[] = [];
  if (jobId !== undefined) {
    const job = parameter(values, jobId);
    conditions.push(`(build_id = $${job} OR external_job_id = $${job})`);
  }
  if (pipelineId !== undefined) conditions.push(`pipeline_id = $${parameter(values, pipelineId)}`);
  if (verdicts !== undefined) conditions.push(`verdict = ANY($${parameter(values, verdicts)}::text[])`);
  return conditions.join(' AND ');
}

/** What has to be looked for callback by callback. */
function sifted(filter: CallbackFilter, values: Values): readonly string[] {
  const { actor, provider, verdicts } = filter;
  const conditions: string[] = [];
  if (actor !== undefined) conditions.push(`callback.actor = $${parameter(values, actor)}`);
  if (provider !== undefined) conditions.push(`callback.provider = $${parameter(values, provider)}`);
  if (verdicts !== undefined && !isPlaced(filter)) {
    // As EXISTS it may be planned as a hash of every match there is.
    conditions.push(`(SELECT true FROM callback_matches match WHERE match.callback_id = callback.id
      AND match.verdict = ANY($${parameter(values, verdicts)}::text[]) LIMIT 1) IS NOT NULL`);
  }
  return conditions;
}
