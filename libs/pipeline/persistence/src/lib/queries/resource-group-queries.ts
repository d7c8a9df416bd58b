import { lineRuleOf, type JobId, type ProcessMode, type ResourceGroupId } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { IS_HELD, lineOrder } from '../resource-groups/request-sql';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';
import type { JobRow } from './job-row';
import { JOB_SELECT, toJobRow, type SelectedJob } from './job-select';

const IN_LINE = "resource_group_id = $1 AND ($2 AND state = 'upcoming' OR state = 'waiting')";

const GROUP_OF = `SELECT id, process_mode AS mode FROM resource_groups
  WHERE id = (SELECT resource_group_id FROM resource_requests WHERE job_id = $1)`;

/** The job that others in its resource group wait for. */
export interface JobAhead {
  readonly job: JobRow;
  /** False for the first in line while nobody has the resource. */
  readonly hasResource: boolean;
}

/** Reads who has the resource of a group and who is in line for it; takes no locks. */
export class ResourceGroupQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The job that has the resource; undefined when it is free. */
  async holderOf(id: ResourceGroupId): Promise<JobRow | undefined> {
    const sql = `${JOB_SELECT} WHERE job.id = (SELECT job_id FROM resource_requests WHERE resource_group_id = $1 AND ${IS_HELD})`;
    const [row] = await selectRows<SelectedJob>(this.dataSource, sql, [id]);
    return row && toJobRow(row);
  }

  /** Who has the resource that a job is in line for, or who is first in line for it; undefined for a job in no line. */
  async aheadOf(jobId: JobId): Promise<JobAhead | undefined> {
    const [group] = await selectRows<{ id: ResourceGroupId; mode: ProcessMode }>(this.dataSource, GROUP_OF, [jobId]);
    if (!group) return undefined;
    const holder = await this.holderOf(group.id);
    if (holder) return { job: holder, hasResource: true };
    const { items: [first] } = await this.listUpcoming(group.id, group.mode, { page: 1, perPage: 1 });
    return first && { job: first, hasResource: false };
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
