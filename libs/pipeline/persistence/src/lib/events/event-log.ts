import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { readRows } from '../sql/read-rows';
import { runCommitted } from '../sql/run-transaction';

/** An event as it is read: its data as text, because most readers do not look at most events. */
export interface EventRow {
  readonly id: number;
  readonly projectId: number;
  readonly pipelineId: PipelineId;
  readonly at: Instant;
  /** `PipelineEventData` in JSON. */
  readonly data: string;
}

/** The events of a project, or of one pipeline in it. */
export interface EventScope {
  readonly projectId: number;
  readonly pipelineId: PipelineId | null;
}

/** The ids of the oldest and the newest event that are kept; both 0 before there was any. */
export interface EventRange {
  readonly first: number;
  readonly last: number;
}

/** Which events of a scope to read: ids beyond `after`, up to and with `upTo`. */
export interface EventPage {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

/** Events that are deleted at once: each slice commits by itself. */
export const SLICE_MAX = 5_000;

const COLUMNS = 'id, project_id AS "projectId", pipeline_id AS "pipelineId", at, data::text AS data';

const readRange = namedStatement<[]>(
  'read_event_range',
  'SELECT coalesce((SELECT min(id) FROM events), 0) AS first, coalesce((SELECT max(id) FROM events), 0) AS last',
);

const readNew = namedStatement<[after: number, limit: number]>(
  'read_new_events',
  `SELECT ${COLUMNS} FROM events WHERE id > $1 ORDER BY id LIMIT $2`,
);

const readPage = namedStatement<[projectId: number, pipelineId: number | null, after: number, upTo: number, limit: number]>(
  'read_events_of_scope',
  `SELECT ${COLUMNS} FROM events WHERE project_id = $1 AND ($2::bigint IS NULL OR pipeline_id = $2)
     AND id > $3 AND id <= $4 ORDER BY id LIMIT $5`,
);

/**
 * Ids come in the order of time, so only the oldest are looked at. The newest stays, however old: it says up to where
 * nothing was missed. What another worker deletes at the same moment is left to it.
 */
const deleteSlice = namedStatement<[hours: number]>(
  'delete_events',
  `DELETE FROM events WHERE id = ANY(ARRAY(
     SELECT id FROM events WHERE id = ANY(ARRAY(
       SELECT id FROM (SELECT id, at FROM events ORDER BY id LIMIT ${SLICE_MAX}) oldest
       WHERE at < holdpoint_now() - $1 * interval '1 hour' AND id < (SELECT max(id) FROM events)))
     FOR UPDATE SKIP LOCKED))`,
);

/** The stored events, in the order of their ids, which is the order in which they were committed. */
export class EventLog {
  constructor(private readonly pool: Pool) {}

  /** What is kept. */
  async range(): Promise<EventRange> {
    const [range] = await readRows<EventRange>(this.pool, readRange());
    return range ?? { first: 0, last: 0 };
  }

  /** Events of all projects beyond an id. */
  newer(after: number, limit: number): Promise<readonly EventRow[]> {
    return readRows<EventRow>(this.pool, readNew(after, limit));
  }

  /** Events of a scope. */
  page({ projectId, pipelineId }: EventScope, { after, upTo, limit }: EventPage): Promise<readonly EventRow[]> {
    return readRows<EventRow>(this.pool, readPage(projectId, pipelineId, after, upTo, limit));
  }

  /** Deletes what is older than so many hours, slice by slice until the signal is aborted; answers how many events that were. */
  async deleteOlderThan(hours: number, signal?: AbortSignal): Promise<number> {
    let deleted = 0;
    while (!signal?.aborted) {
      const { rowCount } = await runCommitted(this.pool, (client) => client.query(deleteSlice(hours)));
      deleted += rowCount ?? 0;
      if ((rowCount ?? 0) < SLICE_MAX) break;
    }
    return deleted;
  }
}
