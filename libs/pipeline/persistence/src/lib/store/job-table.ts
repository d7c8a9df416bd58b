import type { JobKind } from '@holdpoint/pipeline-domain';

/** A table of jobs. */
export type JobTable = 'builds' | 'external_jobs' | 'generic_commit_statuses';

const TABLES: Readonly<Record<JobKind, JobTable>> = {
  build: 'builds',
  bridge: 'builds',
  external: 'external_jobs',
  generic: 'generic_commit_statuses',
};

/** The table in which jobs of a kind live. */
export const tableOf = (kind: JobKind): JobTable => TABLES[kind];

/** The pair of keys by which tables refer to a job that a plan can have: one of them is null, and both for any other job. */
export function jobKeys(kind: JobKind | null, jobId: number | null): { buildId: number | null; externalJobId: number | null } {
  const table = kind && tableOf(kind);
  return { buildId: table === 'builds' ? jobId : null, externalJobId: table === 'external_jobs' ? jobId : null };
}
