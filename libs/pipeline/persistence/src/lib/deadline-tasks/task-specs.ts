/** The name of the task that looks at a pipeline when a job in it has fallen due. */
export const EXPIRE_PIPELINE = 'expire_pipeline';

/**
 * A query for graphile-worker's `job_spec` rows from a relation `job (job_id, pipeline_id, due_at)`. A job has one
 * task at a time, by its key. The queue lives in real time, whatever the store's clock says.
 */
export const taskSpecs = (relation: string): string => `
  SELECT ROW('${EXPIRE_PIPELINE}', json_build_object('pipelineId', job.pipeline_id), NULL,
    holdpoint_real_time(job.due_at), NULL, 'deadline:' || job.job_id, NULL, NULL)::graphile_worker.job_spec
  FROM ${relation}`;
