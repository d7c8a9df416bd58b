import type { TestDatabase } from '../test-database';
import type { Ledger, StoredCallback, StoredJob, StoredLine, StoredMatch, StoredPipeline } from './ledger';

/** All that the checker knows of tables and columns is in this file; numbers of 64 bits come as text otherwise. */
const PIPELINES = `
  SELECT id::float8, status, history_seq AS "historySeq",
    (SELECT coalesce(json_agg(json_build_object('position', position, 'status', status) ORDER BY position), '[]')
     FROM stages WHERE pipeline_id = pipeline.id) AS stages
  FROM pipelines pipeline ORDER BY id`;

const JOBS = `
  SELECT job.id::float8, job.pipeline_id::float8 AS "pipelineId", job.name, job.status, stage.position AS stage,
    CASE WHEN needs IS NOT NULL THEN (SELECT coalesce(json_agg(need->>'name'), '[]') FROM json_array_elements(needs) need)
      END AS needs, job.retried, job.failure_reason AS "failureReason"
  FROM processables job JOIN stages stage ON stage.id = job.stage_id ORDER BY job.id`;

const HISTORY = `
  SELECT pipeline_id::float8 AS "pipelineId", seq, coalesce(build_id, external_job_id, generic_commit_status_id)::float8 AS "jobId",
    from_status AS "from", to_status AS "to", cause, ending
  FROM job_history ORDER BY pipeline_id, seq`;

const CALLBACKS = `
  SELECT id, (request->>'pipeline_id')::float8 AS "pipelineId", request->>'job_name' AS "jobName",
    request->>'job_status' AS outcome
  FROM callbacks ORDER BY id`;

const MATCHES = `
  SELECT callback_id AS "callbackId", pipeline_id::float8 AS "pipelineId",
    coalesce(build_id, external_job_id)::float8 AS "jobId", verdict
  FROM callback_matches ORDER BY id`;

/** Reads everything that is stored; callers must have been answered by then. */
export async function readLedger(database: TestDatabase): Promise<Ledger> {
  return {
    pipelines: await database.query<StoredPipeline>(PIPELINES),
    jobs: await database.query<StoredJob>(JOBS),
    history: await database.query<StoredLine>(HISTORY),
    callbacks: await database.query<StoredCallback>(CALLBACKS),
    matches: await database.query<StoredMatch>(MATCHES),
  };
}
