import type { Instant } from '@holdpoint/kernel';
import type { JobFacts } from '../processing/pipeline-facts';

/** The instant at which a waiting job has been silent for too long; null for a job that need not give signs of life. */
export function heartbeatDeadlineAt({ heartbeatAt, external }: Pick<JobFacts, 'heartbeatAt' | 'external'>): Instant | null {
  const heartbeatMs = external?.heartbeatMs;
  return heartbeatMs === undefined || heartbeatAt === null ? null : heartbeatAt + heartbeatMs;
}

/**
 * The instant at which a waiting or running job fails by itself; null when it has all the time there is. A heartbeat never
 * moves the deadline: the earlier of the two counts, and of equals the deadline.
 */
export function failsAt(job: Pick<JobFacts, 'deadlineAt' | 'heartbeatAt' | 'external'>): Instant | null {
  const heartbeat = heartbeatDeadlineAt(job);
  return heartbeat === null || job.deadlineAt === null ? job.deadlineAt : Math.min(job.deadlineAt, heartbeat);
}
