import { lineRuleOf, type JobId, type ProcessMode, type ResourceGroupId } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { lineOrder } from '../resource-groups/line-order';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';
import type { JobRow } from './job-row';
import { JOB_SELECT, toJobRow, type SelectedJob } from './job-select';

const heldIn = (group: string): string => `resource_group_id = ${group} AND state IN ('assigned', 'holding')`;

const IN_LINE = "resource_group_id = $1 AND ($2 AND state = 'upcoming' OR state = 'waiting')";

/** Reads who has the resource of a group and who is in line for it; takes no locks. */
export class ResourceGroupQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The job that has the resource; undefined when it is free. */
  async holderOf(id: ResourceGroupId): Promise<JobRow | undefined> {
    const sql = `${JOB_SELECT} WHERE job.id = (SELECT job_id FROM resource_requests WHERE ${heldIn('$1')})`;
    const [row] = await selectRows<SelectedJob>(this.dataSource, sql, [id]);
    return row && toJobRow(row);
  }

  /** The job that has the resource for which another is in line; undefined when it is free. */
  async holderAheadOf(jobId: JobId): Promise<JobRow | undefined> {
    const group = 'SELECT resource_group_id FROM resource_requests WHERE job_id = $1';
    const sql = `${JOB_SELECT} WHERE job.id = (SELECT job_id FROM resource_requests WHERE ${heldIn(`(${group})`)})`;
    const [row] = await selectRows<SelectedJob>(this.dataSource, sql, [jobId]);
    return row && toJobRow(row);
  }

  /** A page of the line in front of the resource, in its order. */
  async listUpcoming(id: ResourceGroupId, mode: ProcessMode, page: PageRequest): Promise<PageOf<JobRow>> {
    const { newestFirst, heedsUpcoming } = lineRuleOf(mode);
    const count = `SELECT count(*) AS total FROM resource_requests WHERE ${IN_LINE}`;
    const [counted] = await selectRows<{ total: number }>(this.dataSource, count, [id, heedsUpcoming]);
    const line = `SELECT job_id FROM resource_requests WHERE ${IN_LINE} ORDER BY ${lineOrder(newestFirst ? 'DESC' : 'ASC')} LIMIT $3 OFFSET $4`;
    const sql = `WITH line AS (SELECT job_id, row_number() OVER () AS place FROM (${line}) ordered)
      SELECT selected.* FROM line JOIN (${JOB_SELECT} WHERE job.id IN (SELECT job_id FROM line)) selected ON selected.id = line.job_id
      ORDER BY line.place`;
    const rows = await selectRows<SelectedJob>(this.dataSource, sql, [id, heedsUpcoming, page.perPage, offsetOf(page)]);
    return countedPage(rows.map(toJobRow), counted?.total ?? 0, page);
  }
}
