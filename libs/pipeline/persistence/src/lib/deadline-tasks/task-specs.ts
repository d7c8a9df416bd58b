/** The name of the task that looks at a pipeline when something in it has fallen due. */
export const EXPIRE_PIPELINE = 'expire_pipeline';

/** The key of a pipeline's task, in SQL: it has one at a time. */
export const pipelineTaskKey = (pipelineId: string): string => `'pipeline:' || ${pipelineId}`;

/**
 * Of a FROM: a call of graphile-worker's `add_jobs` for a relation of pipelines `(pipeline_id, due_at)`, and none where that
 * is empty. They are in the order of their ids, so that two calls wait for each other instead of deadlocking. A task that is
 * there already is moved, or kept at its instant if it has one. The queue lives in real time, whatever the store's clock says.
 */
export const addTasksCall = (relation: string, there: 'move' | 'keep' = 'move'): string => `(
  SELECT array_agg(ROW('${EXPIRE_PIPELINE}', json_build_object('pipelineId', task.pipeline_id), NULL,
    holdpoint_real_time(task.due_at), NULL, ${pipelineTaskKey('task.pipeline_id')}, NULL, NULL)::graphile_worker.job_spec
    ORDER BY task.pipeline_id) AS specs
  FROM ${relation} task HAVING count(*) > 0) due, graphile_worker.add_jobs(due.specs, ${there === 'keep'})`;
