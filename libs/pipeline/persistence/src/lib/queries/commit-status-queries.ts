import type { Instant } from '@holdpoint/kernel';
import { CHILD_SOURCE, type JobId, type PipelineId, type Status } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import type { UserBadge } from '../access/user-row';
import { badgeOfUser } from './job-select';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';
import { starterOf } from './starter-of';

/** A job of any kind as a status of its commit; instants in epoch milliseconds. */
export interface CommitStatusRow {
  readonly id: JobId;
  readonly sha: string;
  readonly ref: string;
  readonly pipelineId: PipelineId;
  /** Of an external job that waits for a commit status, the name of that. */
  readonly name: string;
  readonly status: Status;
  readonly allowFailure: boolean;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly coverage: number | null;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** Who reports it, last started it by hand, or made its pipeline; null when that was no user. */
  readonly author: UserBadge | null;
}

/** Which statuses of a commit a list shows, and in which order; what is left out does not filter. */
export interface CommitStatusFilter {
  readonly ref?: string;
  readonly stage?: string;
  readonly name?: string;
  readonly pipelineId?: PipelineId;
  /** True shows older attempts too. */
  readonly includeRetried: boolean;
  readonly orderBy: 'id' | 'pipeline_id';
  readonly sort: 'asc' | 'desc';
}

const SHOWN_NAME = "coalesce(job.options #>> '{external,commitStatus}', job.name)";

const SELECT = `SELECT job.id, pipeline.sha, pipeline.ref, job.pipeline_id AS "pipelineId", ${SHOWN_NAME} AS name, job.status,
  job.allow_failure AS "allowFailure", job.description, job.target_url AS "targetUrl", job.coverage,
  job.created_at AS "createdAt", job.started_at AS "startedAt", job.finished_at AS "finishedAt",
  ${badgeOfUser(`coalesce(job.author, ${starterOf('job.id')}, pipeline.created_by)`)} AS author`;

const FROM = 'FROM processables job JOIN pipelines pipeline ON pipeline.id = job.pipeline_id';

/** GitLab leaves child pipelines out; an external job is found wherever it waits, so that its report is not sent twice. */
const OF_COMMIT = `pipeline.project_id = $1 AND pipeline.sha = $2 AND ($3::text IS NULL OR pipeline.ref = $3)
  AND ($4::text IS NULL OR EXISTS (SELECT FROM stages WHERE stages.id = job.stage_id AND stages.name = $4))
  AND ($5::text IS NULL OR ${SHOWN_NAME} = $5) AND ($6::bigint IS NULL OR pipeline.id = $6)
  AND ($7::boolean OR NOT job.retried) AND (pipeline.source <> '${CHILD_SOURCE}' OR job.kind = 'external')`;

/** Reads the jobs of a commit as its statuses; takes no locks. */
export class CommitStatusQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A job of a project as a status of its commit; undefined when there is none. */
  async find(projectId: number, jobId: JobId): Promise<CommitStatusRow | undefined> {
    const sql = `${SELECT} ${FROM} WHERE job.id = $1 AND pipeline.project_id = $2`;
    const [row] = await selectRows<CommitStatusRow>(this.dataSource, sql, [jobId, projectId]);
    return row;
  }

  /** A page of the statuses of a commit, with their number. */
  async list(projectId: number, sha: string, filter: CommitStatusFilter, page: PageRequest): Promise<PageOf<CommitStatusRow>> {
    const { ref = null, stage = null, name = null, pipelineId = null, includeRetried, orderBy, sort } = filter;
    const values = [projectId, sha, ref, stage, name, pipelineId, includeRetried];
    const order = orderBy === 'id' ? `job.id ${sort}` : `pipeline.id ${sort}, job.id ${sort}`;
    const [counted, rows] = await Promise.all([
      selectRows<{ total: number }>(this.dataSource, `SELECT count(*) AS total ${FROM} WHERE ${OF_COMMIT}`, values),
      selectRows<CommitStatusRow>(
        this.dataSource,
        `${SELECT} ${FROM} WHERE ${OF_COMMIT} ORDER BY ${order} LIMIT $8 OFFSET $9`,
        [...values, page.perPage, offsetOf(page)],
      ),
    ]);
    return countedPage(rows, counted[0]?.total ?? 0, page);
  }
}
