import type { Instant } from '@holdpoint/kernel';
import type { RefusedCallSample } from '@holdpoint/pipeline-application';
import type { DataSource } from 'typeorm';
import { offsetOf, uncountedPage, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';

/** The calls that a receiver refused for one reason in one minute, or in the day that begins with it; the instant in epoch milliseconds. */
export interface RefusedCallRow {
  readonly receiver: string;
  /** The code of the error that answered them. */
  readonly reason: string;
  readonly minute: Instant;
  readonly calls: number;
  readonly wholeDay: boolean;
  /** Null where one of the same hour has it. */
  readonly sample: RefusedCallSample | null;
}

/** Reads counts of refused calls; takes no locks. */
export class RefusedCallQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A page of what was refused of a project, newest minute first; not counted. */
  async listByProject(projectId: number, page: PageRequest): Promise<PageOf<RefusedCallRow>> {
    const sql = `SELECT receiver, reason, minute, calls, whole_day AS "wholeDay", sample FROM refused_calls
      WHERE project_id = $1 ORDER BY minute DESC, receiver DESC, reason DESC LIMIT $2 OFFSET $3`;
    const values = [projectId, page.perPage + 1, offsetOf(page)];
    return uncountedPage(await selectRows<RefusedCallRow>(this.dataSource, sql, values), page);
  }
}
