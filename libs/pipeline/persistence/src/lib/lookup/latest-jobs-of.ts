/**
 * SQL that joins the latest external jobs of pipelines, as `job`. They are found by their pipeline whatever else is asked of
 * them: of a match key there may be many more, and `OFFSET 0` keeps the planner from going through those.
 */
export const latestJobsOf = (pipelines: string): string => `CROSS JOIN LATERAL (
    SELECT * FROM external_jobs WHERE pipeline_id = ${pipelines}.id AND NOT retried OFFSET 0) job`;
