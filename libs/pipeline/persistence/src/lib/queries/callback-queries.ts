import { groupBy } from '../sql/group-by';
import type { Instant } from '@holdpoint/kernel';
import type { ExternalEvent, JobId, LedgerMatch } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import {
  callbackPageQuery,
  callbacksBeforeQuery,
  type CallbackCursor,
  type CallbackFilter,
  type CallbacksBefore,
  type ListQuery,
} from './callback-list';
import { offsetOf, uncountedPage, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';

/** A callback in the ledger; instants in epoch milliseconds. */
export interface CallbackRow {
  readonly callbackId: string;
  readonly projectId: number;
  readonly provider: string;
  readonly actor: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly receivedAt: Instant;
  /** The callback that an operator has replayed by this one. */
  readonly replayOf: string | null;
  /** How often it was sent under one `Idempotency-Key`. */
  readonly calls: number;
  /** What a receiver has read; null for a callback that names its job. */
  readonly event: ExternalEvent | null;
}

/** What one callback did to one job, with the callback. */
export interface CallbackMatchRow extends CallbackRow, LedgerMatch {
  readonly at: Instant;
}

/** A callback with all that it did. */
export interface CallbackWithMatches {
  readonly callback: CallbackRow;
  readonly matches: readonly CallbackMatchRow[];
}

/** A part of a list that is read from callback to callback. */
export interface CallbacksPart {
  readonly items: readonly CallbackWithMatches[];
  /** Where the list goes on; null at its end. A part may be short and not the last. */
  readonly next: CallbackCursor | null;
}

const CALLBACK_COLUMNS = `callback.id AS "callbackId", callback.project_id AS "projectId", callback.provider,
  callback.actor, callback.request, callback.received_at AS "receivedAt",
  callback.replay_of AS "replayOf", callback.calls, callback.event`;

const MATCH_SELECT = `
  SELECT ${CALLBACK_COLUMNS}, match.pipeline_id AS "pipelineId",
    coalesce(match.build_id, match.external_job_id) AS "jobId", coalesce(build.name, external_job.name) AS "jobName",
    match.verdict, match.reason, match.at
  FROM callback_matches match
  JOIN callbacks callback ON callback.id = match.callback_id
  LEFT JOIN builds build ON build.id = match.build_id
  LEFT JOIN external_jobs external_job ON external_job.id = match.external_job_id`;

interface LookedCallback extends CallbackRow {
  readonly matched: boolean;
  readonly isLastLooked: boolean;
}

const LOOKED_COLUMNS = ', callback.matched, callback."isLastLooked"';

const toCallback = ({ matched: _matched, isLastLooked: _last, ...callback }: LookedCallback): CallbackRow => callback;

/** A callback that is kept for a job; the instant in epoch milliseconds. */
export interface ParkedRow {
  readonly callbackId: string;
  readonly expiresAt: Instant;
}

/** Reads the ledger of callbacks; takes no locks. */
export class CallbackQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** What callbacks did to a job, oldest first: ids are drawn in the order of the matches. */
  async listByJob(jobId: JobId, page: PageRequest): Promise<PageOf<CallbackMatchRow>> {
    const sql = `${MATCH_SELECT} WHERE match.build_id = $1 OR match.external_job_id = $1 ORDER BY match.id LIMIT $2 OFFSET $3`;
    return uncountedPage(await selectRows<CallbackMatchRow>(this.dataSource, sql, [jobId, page.perPage + 1, offsetOf(page)]), page);
  }

  /** A callback of a project with all that it did; undefined when there is none. */
  async find(projectId: number, callbackId: string): Promise<CallbackWithMatches | undefined> {
    const select = `SELECT ${CALLBACK_COLUMNS} FROM callbacks callback WHERE callback.id = $1 AND callback.project_id = $2`;
    const [callback] = await selectRows<CallbackRow>(this.dataSource, select, [callbackId, projectId]);
    if (!callback) return undefined;
    const sql = `${MATCH_SELECT} WHERE match.callback_id = $1 ORDER BY match.id`;
    return { callback, matches: await selectRows<CallbackMatchRow>(this.dataSource, sql, [callbackId]) };
  }

  /** A page of the callbacks of a project with what each did, newest first; not counted. */
  async listByProject(projectId: number, filter: CallbackFilter, page: PageRequest): Promise<PageOf<CallbackWithMatches>> {
    const rows = await this.callbacks<CallbackRow>(callbackPageQuery(projectId, filter, page));
    const { items, ...rest } = uncountedPage(rows, page);
    return { ...rest, items: await this.withMatches(items) };
  }

  /** The callbacks of a project that come before one, newest first: every part costs about the same. */
  async listByProjectBefore(projectId: number, filter: CallbackFilter, part: CallbacksBefore): Promise<CallbacksPart> {
    const rows = await this.callbacks<LookedCallback>(callbacksBeforeQuery(projectId, filter, part), LOOKED_COLUMNS);
    const items = rows.filter(({ matched }) => matched);
    const last = items.length > part.perPage ? items[part.perPage - 1] : rows.find(({ isLastLooked }) => isLastLooked);
    const next = last ? { receivedAt: last.receivedAt, id: last.callbackId } : null;
    return { items: await this.withMatches(items.slice(0, part.perPage).map(toCallback)), next };
  }

  /**
   * The callbacks that are kept for a job with this name and these keys, oldest first: all of theirs are among them. A job
   * that hears one receiver only hears no event of another.
   */
  parkedFor(jobName: string, keys: readonly string[], receiver: string | null): Promise<readonly ParkedRow[]> {
    const sql = `SELECT callback_id AS "callbackId", expires_at AS "expiresAt" FROM parked_callbacks
      WHERE id IN (SELECT parked_id FROM parked_keys WHERE key = ANY($1::text[])) AND keys <@ $1::text[]
        AND coalesce(command ->> 'jobName', $2) = $2 AND expires_at > holdpoint_now()
        AND ($3::text IS NULL OR coalesce(command -> 'event' ->> 'receiver', $3) = $3) ORDER BY id`;
    return selectRows<ParkedRow>(this.dataSource, sql, [keys, jobName, receiver]);
  }

  private callbacks<Row>({ sql, values }: ListQuery, more = ''): Promise<readonly Row[]> {
    const select = `SELECT ${CALLBACK_COLUMNS} ${more} FROM (${sql}) callback ORDER BY callback.received_at DESC, callback.id DESC`;
    return selectRows<Row>(this.dataSource, select, [...values]);
  }

  private async withMatches(callbacks: readonly CallbackRow[]): Promise<readonly CallbackWithMatches[]> {
    const sql = `${MATCH_SELECT} WHERE match.callback_id = ANY($1) ORDER BY match.id`;
    const ids = callbacks.map(({ callbackId }) => callbackId);
    const rows = await selectRows<CallbackMatchRow>(this.dataSource, sql, [ids]);
    const matches = groupBy(rows, ({ callbackId }) => callbackId);
    return callbacks.map((callback) => ({ callback, matches: matches.get(callback.callbackId) ?? [] }));
  }
}
