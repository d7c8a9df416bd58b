import { namedStatement } from '@holdpoint/database';
import type { CallbackTargets, TargetSearch } from '@holdpoint/pipeline-application';
import { callbackStatuses, type CiModel, type Status } from '@holdpoint/pipeline-domain';
import type { QueryConfig } from 'pg';
import { newestJobsOfKey } from './newest-jobs-of-key';

type Target = [
  projectId: number,
  ref: string | null,
  shas: readonly string[] | null,
  pipelineId: number | null,
  jobName: string | null,
  over: readonly Status[],
  canceledOrSkipped: readonly Status[],
];

/** A job that a report has ended has an outcome, also where it was `canceled`. */
const IS_OUT = '(job.status = ANY($7::text[]) AND NOT job.ended_by_report)';

const policyAnd = (jobs: string): string => `SELECT (SELECT callback_match_policy FROM projects WHERE id = $1) AS policy,
  coalesce((SELECT json_agg(json_build_object('pipelineId', pipeline_id, 'jobId', id, 'jobName', name, 'isOver', is_over,
    'isWithoutOutcome', is_out) ORDER BY id)
    FROM (${jobs}) job), '[]') AS found`;

const jobsIn = (jobs: string): string => `SELECT job.id, job.pipeline_id, job.name, job.status = ANY($6::text[]) AS is_over, ${IS_OUT} AS is_out
  FROM ${jobs} job JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
  WHERE NOT job.retried AND ($4::bigint IS NULL OR pipeline.id = $4)`;

/** A pipeline of the commit that has no such job is none of them: the one that has it may be still to come. */
const targetsByCommit = namedStatement<Target>(
  'callback_targets_by_commit',
  policyAnd(`${jobsIn('external_jobs')} AND pipeline.project_id = $1 AND pipeline.ref = $2 AND pipeline.sha = ANY($3::text[]) AND job.name = $5`),
);

const JOBS_OF_KEY = `${jobsIn(newestJobsOfKey('$1', '$8'))} AND ($2::text IS NULL OR pipeline.ref = $2)
  AND ($3::text[] IS NULL OR pipeline.sha = ANY($3)) AND ($5::text IS NULL OR job.name = $5)`;

const newestWhere = (condition: string): string => `${JOBS_OF_KEY} AND ${condition} ORDER BY job.id DESC LIMIT 1`;

/**
 * Every job that has not come to an end, though thousands have that are newer. Of those that have, the newest with an outcome if
 * no open one is newer still, as the policy may mean the newest of all; one without an outcome if there is nothing else.
 */
const targetsByKey = namedStatement<[...Target, key: string]>(
  'callback_targets_by_key',
  policyAnd(`WITH open AS MATERIALIZED (${JOBS_OF_KEY} AND job.status <> ALL($6::text[])),
      ended AS MATERIALIZED (${newestWhere(`job.status = ANY($6::text[]) AND NOT ${IS_OUT}
        AND job.id > (SELECT coalesce(max(id), 0) FROM open)`)}),
      other AS (${newestWhere(`${IS_OUT} AND NOT EXISTS (SELECT FROM open) AND NOT EXISTS (SELECT FROM ended)`)})
    SELECT * FROM open UNION ALL SELECT * FROM ended UNION ALL SELECT * FROM other`),
);

/** The query that finds what the keys of a callback lead to; it answers one row of {@link CallbackTargets}. */
export function callbackTargetsQuery({ projectId, ref, shas, pipelineId, matchKey, jobName }: TargetSearch, model: CiModel): QueryConfig {
  const { over, canceledOrSkipped } = callbackStatuses(model);
  const target: Target = [projectId, ref, shas, pipelineId, jobName, over, canceledOrSkipped];
  return matchKey === null ? targetsByCommit(...target) : targetsByKey(...target, matchKey);
}

/** Reads the one row of {@link callbackTargetsQuery}. */
export function callbackTargetsOf(rows: readonly CallbackTargets[]): CallbackTargets {
  const [targets] = rows;
  if (!targets) throw new Error('A search for targets answers one row');
  return targets;
}
