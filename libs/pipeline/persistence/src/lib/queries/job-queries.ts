import type { JobId, JobKind, PipelineId, PlacedJob, Status } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import type { JobRow } from './job-row';
import { JOB_SELECT, toJobRow, type SelectedJob } from './job-select';
import { countedPage, offsetOf, uncountedPage, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';

/** Which jobs a list shows; kinds and statuses come from the caller's model. */
export interface JobFilter {
  readonly kinds: readonly JobKind[];
  /** All statuses when left out. */
  readonly statuses?: readonly Status[];
  /** True shows older attempts too. */
  readonly includeRetried: boolean;
}

/** Which part of a list is asked for: what comes after a job in it, or its beginning. */
export interface JobsBefore {
  readonly before: JobId | null;
  readonly perPage: number;
}

/** A part of a list, and the job after which the next one begins; null at its end. */
export interface JobPart {
  readonly items: readonly JobRow[];
  readonly next: JobId | null;
}

const FILTER = `job.kind = ANY($2::text[]) AND ($3::text[] IS NULL OR job.status = ANY($3::text[]))
  AND ($4::boolean OR NOT job.retried)`;

const PLACED_JOBS = `SELECT job.name, job.status, stage.position AS "stagePosition", job.allow_failure AS "allowFailure"
  FROM processables job JOIN stages stage ON stage.id = job.stage_id
  WHERE job.pipeline_id = $1 AND NOT job.retried ORDER BY job.id`;

/** Reads jobs of every kind; takes no locks. */
export class JobQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A job of a project, whatever its kind; undefined when there is none. */
  async find(projectId: number, jobId: JobId): Promise<JobRow | undefined> {
    const sql = `${JOB_SELECT} WHERE job.id = $1 AND pipeline.project_id = $2`;
    const [row] = await selectRows<SelectedJob>(this.dataSource, sql, [jobId, projectId]);
    return row && toJobRow(row);
  }

  /** The jobs of these numbers, whatever their kind, in any order. */
  async listByIds(jobIds: readonly JobId[]): Promise<readonly JobRow[]> {
    if (jobIds.length === 0) return [];
    const rows = await selectRows<SelectedJob>(this.dataSource, `${JOB_SELECT} WHERE job.id = ANY($1::bigint[])`, [jobIds]);
    return rows.map(toJobRow);
  }

  /** A page of the jobs of a pipeline, newest first, with their number. */
  async listByPipeline(pipelineId: PipelineId, filter: JobFilter, page: PageRequest): Promise<PageOf<JobRow>> {
    const values = [pipelineId, ...valuesOf(filter)];
    const count = `SELECT count(*) AS total FROM processables job WHERE job.pipeline_id = $1 AND ${FILTER}`;
    const [counted] = await selectRows<{ total: number }>(this.dataSource, count, values);
    const sql = `${JOB_SELECT} WHERE job.pipeline_id = $1 AND ${FILTER} ORDER BY job.id DESC LIMIT $5 OFFSET $6`;
    const rows = await selectRows<SelectedJob>(this.dataSource, sql, [...values, page.perPage, offsetOf(page)]);
    return countedPage(rows.map(toJobRow), counted?.total ?? 0, page);
  }

  /** Every job of a pipeline that the filter lets through, oldest first. */
  async allOfPipeline(pipelineId: PipelineId, filter: JobFilter): Promise<readonly JobRow[]> {
    const sql = `${JOB_SELECT} WHERE job.pipeline_id = $1 AND ${FILTER} ORDER BY job.id`;
    const rows = await selectRows<SelectedJob>(this.dataSource, sql, [pipelineId, ...valuesOf(filter)]);
    return rows.map(toJobRow);
  }

  /** Where the latest jobs of a pipeline stand, oldest first: little of each, as there may be thousands. */
  placedJobsOf(pipelineId: PipelineId): Promise<readonly PlacedJob[]> {
    return selectRows<PlacedJob>(this.dataSource, PLACED_JOBS, [pipelineId]);
  }

  /** A page of the jobs of a project, newest first; not counted, as a project may have millions. */
  async listByProject(projectId: number, filter: JobFilter, page: PageRequest): Promise<PageOf<JobRow>> {
    const sql = `${JOB_SELECT} WHERE pipeline.project_id = $1 AND ${FILTER} ORDER BY job.id DESC LIMIT $5 OFFSET $6`;
    const values = [projectId, ...valuesOf(filter), page.perPage + 1, offsetOf(page)];
    const rows = await selectRows<SelectedJob>(this.dataSource, sql, values);
    return uncountedPage(rows.map(toJobRow), page);
  }

  /** The jobs of a project from one on, newest first: however far down, a part costs the same. */
  async listByProjectBefore(projectId: number, filter: JobFilter, { before, perPage }: JobsBefore): Promise<JobPart> {
    const sql = `${JOB_SELECT} WHERE pipeline.project_id = $1 AND ${FILTER} AND ($5::bigint IS NULL OR job.id < $5)
      ORDER BY job.id DESC LIMIT $6`;
    const rows = await selectRows<SelectedJob>(this.dataSource, sql, [projectId, ...valuesOf(filter), before, perPage + 1]);
    const items = rows.slice(0, perPage).map(toJobRow);
    return { items, next: rows.length > perPage ? (items.at(-1)?.id ?? null) : null };
  }
}

const valuesOf = ({ kinds, statuses, includeRetried }: JobFilter): unknown[] => [kinds, statuses ?? null, includeRetried];
