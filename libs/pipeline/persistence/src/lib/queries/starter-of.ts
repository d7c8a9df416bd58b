/**
 * SQL for the user who last started a job by hand: played it, retried it, or revived it by a retry; null when nobody has,
 * and it is its pipeline's creator's. History says so, and nothing else has to.
 */
export const starterOf = (jobId: string): string => `(SELECT line.actor FROM job_history line
  WHERE (line.build_id = ${jobId} OR line.external_job_id = ${jobId}) AND line.cause IN ('user', 'retry')
    AND line.actor IS NOT NULL AND line.event <> 'cancel' ORDER BY line.seq DESC LIMIT 1)`;
