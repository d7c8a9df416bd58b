import type { JobKind } from '@holdpoint/pipeline-domain';

/** Tells whether jobs of a kind live in `external_jobs`, not in `builds`; throws for a kind that has no table yet. */
export function isInExternalJobs(kind: JobKind): boolean {
  if (kind === 'generic') throw new Error('Generic commit statuses are not stored');
  return kind === 'external';
}

/** The pair of keys by which tables refer to a job of any kind: one of them is null. */
export function jobKeys(kind: JobKind | null, jobId: number | null): { buildId: number | null; externalJobId: number | null } {
  const external = kind !== null && isInExternalJobs(kind);
  return { buildId: external ? null : jobId, externalJobId: external ? jobId : null };
}
