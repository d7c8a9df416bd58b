import type { Instant } from '@holdpoint/kernel';
import type { CauseType, JobId, JobKind, PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { selectRows } from '../sql/select-rows';

/** One step of a job; instants in epoch milliseconds. */
export interface HistoryRow {
  readonly pipelineId: PipelineId;
  /** Counts within the pipeline without gaps. */
  readonly seq: number;
  readonly jobId: JobId;
  readonly jobName: string;
  readonly kind: JobKind;
  readonly attempt: number;
  readonly event: string;
  readonly from: Status;
  readonly to: Status;
  readonly cause: CauseType;
  readonly actor: string | null;
  readonly at: Instant;
  /** True for a step to success, failed or canceled. */
  readonly ending: boolean;
}

/** Where a pipeline's history is read on. */
export interface HistoryAfter {
  /** 0 begins with the first line. */
  readonly afterSeq: number;
  readonly limit: number;
}

const HISTORY_SELECT = `
  SELECT line.pipeline_id AS "pipelineId", line.seq, coalesce(line.build_id, line.external_job_id, line.generic_commit_status_id) AS "jobId",
    coalesce(build.name, external_job.name, status.name) AS "jobName",
    CASE WHEN status.id IS NULL THEN coalesce(build.type, 'external') ELSE 'generic' END AS kind,
    coalesce(build.attempt, external_job.attempt, status.attempt) AS attempt, line.event, line.from_status AS "from",
    line.to_status AS "to", line.cause, line.actor, line.at, line.ending
  FROM job_history line
  LEFT JOIN builds build ON build.id = line.build_id
  LEFT JOIN external_jobs external_job ON external_job.id = line.external_job_id
  LEFT JOIN generic_commit_statuses status ON status.id = line.generic_commit_status_id`;

/** Reads the history of jobs; takes no locks. */
export class HistoryQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The lines of a pipeline in order. */
  listByPipeline(pipelineId: PipelineId, { afterSeq, limit }: HistoryAfter): Promise<readonly HistoryRow[]> {
    const sql = `${HISTORY_SELECT} WHERE line.pipeline_id = $1 AND line.seq > $2 ORDER BY line.seq LIMIT $3`;
    return selectRows<HistoryRow>(this.dataSource, sql, [pipelineId, afterSeq, limit]);
  }

  /** The lines of a job in order; an attempt takes a handful of steps at most. */
  listByJob(jobId: JobId): Promise<readonly HistoryRow[]> {
    const sql = `${HISTORY_SELECT}
      WHERE line.build_id = $1 OR line.external_job_id = $1 OR line.generic_commit_status_id = $1 ORDER BY line.seq`;
    return selectRows<HistoryRow>(this.dataSource, sql, [jobId]);
  }
}
