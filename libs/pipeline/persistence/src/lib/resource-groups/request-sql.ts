/** SQL for the order of requests in the line of their group, oldest or newest pipeline first; as the domain's `inLine`. */
export const lineOrder = (order: 'ASC' | 'DESC'): string => `pipeline_id ${order}, state = 'waiting' DESC, job_id`;

/** SQL for the request of who has the resource of a group, started or not; the index of these is unique. */
export const IS_HELD = "state IN ('assigned', 'holding')";
