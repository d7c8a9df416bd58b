import { namedStatement } from '@holdpoint/database';
import type { CallbackTargets } from '@holdpoint/pipeline-application';
import { HOLDPOINT_CI_MODEL, membersOf, type CallbackTarget, type Status } from '@holdpoint/pipeline-domain';
import type { QueryConfig } from 'pg';

/** Jobs of one key that are looked at, newest first: an old key that is used for ever must not cost more and more. */
const JOBS_MAX = 100;

type Target = [projectId: number, ref: string | null, sha: string | null, pipelineId: number | null];

const policyAnd = (found: string): string => `SELECT (SELECT callback_match_policy FROM projects WHERE id = $1) AS policy,
  coalesce((SELECT json_agg(json_build_object('pipelineId', pipeline_id, 'jobName', job_name) ORDER BY id)
    FROM (${found}) found), '[]') AS found`;

const targetsByCommit = namedStatement<Target>(
  'callback_targets_by_commit',
  policyAnd(`SELECT id, id AS pipeline_id, NULL AS job_name FROM pipelines
    WHERE project_id = $1 AND ref = $2 AND sha = $3 AND ($4::bigint IS NULL OR id = $4)`),
);

/** Jobs that have not come to an end, or else the newest that has: a repeat of its end is a duplicate. */
const targetsByKey = namedStatement<[...Target, key: string, jobName: string | null, completed: readonly Status[]]>(
  'callback_targets_by_key',
  policyAnd(`SELECT id, pipeline_id, name AS job_name FROM (
      SELECT *, row_number() OVER (ORDER BY completed, id DESC) AS place FROM (
        SELECT job.id, job.pipeline_id, job.name, job.status = ANY($7::text[]) AS completed
        FROM external_jobs job JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
        WHERE pipeline.project_id = $1 AND job.match_key = $5 AND NOT job.retried
          AND ($2::text IS NULL OR pipeline.ref = $2) AND ($3::text IS NULL OR pipeline.sha = $3)
          AND ($4::bigint IS NULL OR pipeline.id = $4) AND ($6::text IS NULL OR job.name = $6)
        ORDER BY job.id DESC LIMIT ${JOBS_MAX}) newest) placed
    WHERE NOT completed OR place = 1`),
);

/** The query that finds what the keys of a callback lead to; it answers one row of {@link CallbackTargets}. */
export function callbackTargetsQuery(target: CallbackTarget): QueryConfig {
  const { projectId, ref, sha, pipelineId, matchKey, jobName } = target;
  const completed = membersOf(HOLDPOINT_CI_MODEL.statuses, 'completed', 'callback.open_jobs');
  return matchKey === null
    ? targetsByCommit(projectId, ref, sha, pipelineId)
    : targetsByKey(projectId, ref, sha, pipelineId, matchKey, jobName, completed);
}

/** Reads the one row of {@link callbackTargetsQuery}. */
export function callbackTargetsOf(rows: readonly CallbackTargets[]): CallbackTargets {
  const [targets] = rows;
  if (!targets) throw new Error('A search for targets answers one row');
  return targets;
}
