/** The name of the task that looks at a pipeline when something in it has fallen due. */
export const EXPIRE_PIPELINE = 'expire_pipeline';

/** The key of a job's task, in SQL: a job has one at a time. */
export const jobTaskKey = (jobId: string): string => `'deadline:' || ${jobId}`;

/** The key of a pipeline's own task, in SQL: it stands for the pass that nobody has done yet. */
export const pipelineTaskKey = (pipelineId: string): string => `'pipeline:' || ${pipelineId}`;

/**
 * A call of graphile-worker's `add_jobs` for a relation of tasks `(key, pipeline_id, due_at)`, in the order of their
 * keys, so that two calls wait for each other instead of deadlocking. One call for all: one for each cost half of the
 * throughput, this one a third. The queue lives in real time, whatever the store's clock says.
 */
export const addTasksCall = (relation: string): string => `graphile_worker.add_jobs(ARRAY(
  SELECT ROW('${EXPIRE_PIPELINE}', json_build_object('pipelineId', task.pipeline_id), NULL,
    holdpoint_real_time(task.due_at), NULL, task.key, NULL, NULL)::graphile_worker.job_spec
  FROM ${relation} task ORDER BY task.key))`;
