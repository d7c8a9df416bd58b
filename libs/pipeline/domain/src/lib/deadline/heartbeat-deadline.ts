import type { Instant } from '@holdpoint/kernel';
import type { JobFacts } from '../processing/pipeline-facts';

/** The instant at which a waiting job has been silent for too long; null for a job that need not give signs of life. */
export function heartbeatDeadlineAt({ heartbeatAt, external }: Pick<JobFacts, 'heartbeatAt' | 'external'>): Instant | null {
  const heartbeatMs = external?.heartbeatMs;
  return heartbeatMs === undefined || heartbeatAt === null ? null : heartbeatAt + heartbeatMs;
}
