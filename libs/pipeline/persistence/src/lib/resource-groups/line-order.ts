/** SQL for the order of requests in the line of their group, oldest or newest pipeline first; as the domain's `inLine`. */
export const lineOrder = (order: 'ASC' | 'DESC'): string => `pipeline_id ${order}, state = 'waiting' DESC, job_id`;
