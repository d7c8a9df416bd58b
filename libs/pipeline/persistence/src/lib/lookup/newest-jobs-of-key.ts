/**
 * Jobs of one match key that are looked at, newest first: a look-up takes 5 ms at most, however long a key has been in use.
 * An index of the open ones alone would need no such limit, and have every end of a job write into all indexes of its table
 * (30 us instead of 7, measured).
 */
const JOBS_MAX = 10_000;

/** SQL for the newest latest attempts of a project's jobs of a match key; the arguments are SQL expressions. */
export const newestJobsOfKey = (projectId: string, matchKey: string): string => `(
    SELECT * FROM external_jobs WHERE project_id = ${projectId} AND match_key = ${matchKey} AND NOT retried
    ORDER BY id DESC LIMIT ${JOBS_MAX})`;
