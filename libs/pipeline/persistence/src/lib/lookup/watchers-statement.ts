import { namedParameters } from '@holdpoint/database';
import type { WatcherSearch } from '@holdpoint/pipeline-application';
import { COMMIT_STATUS_SOURCE, type CallbackStatuses, type Verdict, type VerdictReason } from '@holdpoint/pipeline-domain';
import { COMMITS_WALKED_MAX } from './commits-walked';
import { hasConsumed } from './has-consumed';
import { latestJobsOf } from './latest-jobs-of';
import { newestJobsOfKey } from './newest-jobs-of-key';

/** What the search goes by, with the statuses and the verdicts that it asks about. */
export interface WatchersValues extends WatcherSearch, CallbackStatuses {
  readonly consumingVerdicts: readonly Verdict[];
  readonly consumingReasons: readonly VerdictReason[];
  readonly undecidedReasons: readonly VerdictReason[];
}

const { $, statement } = namedParameters<WatchersValues>({
  projectId: true,
  matchKey: true,
  receiver: true,
  shas: true,
  occurrence: true,
  decidedAgain: true,
  over: true,
  waiting: true,
  canceledOrSkipped: true,
  consumingVerdicts: true,
  consumingReasons: true,
  undecidedReasons: true,
});

/** A pipeline that was made for commit statuses alone says nothing: one comes for any commit, whenever somebody reports on it. */
const placeOf = (sha: string): string =>
  `(SELECT min(id) FROM pipelines WHERE project_id = ${$.projectId} AND pipelines.ref = job.ref AND pipelines.sha = ${sha}
    AND pipelines.source <> '${COMMIT_STATUS_SOURCE}')`;

/** Whether a commit is among the ancestors of another. */
const comesBefore = (earlier: string, later: string): string => `EXISTS (
  WITH RECURSIVE ancestors AS (
    SELECT parent_sha, 1 AS distance FROM commits WHERE project_id = ${$.projectId} AND sha = ${later}
    UNION ALL
    SELECT parent.parent_sha, distance + 1 FROM ancestors
    JOIN commits parent ON parent.project_id = ${$.projectId} AND parent.sha = ancestors.parent_sha WHERE distance < ${COMMITS_WALKED_MAX})
  SELECT FROM ancestors WHERE parent_sha = ${earlier})`;

/** Whether a commit is on the branch that the job is for: descent alone would make news of what another branch has. */
const isOnRef = (sha: string): string => `EXISTS (SELECT FROM branches JOIN commits head ON head.id = branches.commit_id
  WHERE branches.project_id = ${$.projectId} AND branches.name = job.ref AND (head.sha = ${sha} OR ${comesBefore(sha, 'head.sha')}))`;

/** The history is looked at only where the ref's own pipelines do not say. */
const SHAS = `(SELECT coalesce(json_agg(json_build_object('sha', told.sha, 'place', told.place, 'history',
    CASE WHEN told.place IS NOT NULL OR told.sha = job.sha THEN 'unrelated'
      WHEN ${comesBefore('told.sha', 'job.sha')} THEN 'before' WHEN ${comesBefore('job.sha', 'told.sha')} AND ${isOnRef('told.sha')} THEN 'after'
      ELSE 'unrelated' END)), '[]')
  FROM (SELECT wanted.sha, ${placeOf('wanted.sha')} AS place FROM unnest(${$.shas}::text[]) AS wanted (sha)) told)`;

const IS_CONSUMED = `EXISTS (SELECT FROM callbacks callback
  JOIN callback_matches match ON match.callback_id = callback.id AND ${hasConsumed($.consumingVerdicts, $.consumingReasons)}
  JOIN external_jobs earlier ON earlier.id = match.external_job_id
  WHERE callback.project_id = ${$.projectId} AND callback.occurrence = ${$.occurrence} AND earlier.pipeline_id = job.pipeline_id
    AND earlier.name = job.name AND earlier.id <> job.id)`;

const COLUMNS = `job.id, job.pipeline_id, job.name, job.options -> 'external' AS external, job.status, job.ended_by_report, pipeline.ref, pipeline.sha`;

const HEARS = `job.match_key = ${$.matchKey} AND coalesce(job.options -> 'external' ->> 'receiver', ${$.receiver}) = ${$.receiver}`;

/** Though thousands have ended since. */
const OPEN = `SELECT ${COLUMNS} FROM ${newestJobsOfKey($.projectId, $.matchKey)} job JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
  WHERE job.status <> ALL(${$.over}::text[]) AND ${HEARS}`;

/** From the pipelines of the shas, which are few, to their jobs: from the newest job back it could go through all. */
const OVER = `SELECT ${COLUMNS} FROM (SELECT id, ref, sha FROM pipelines WHERE project_id = ${$.projectId} AND sha = ANY(${$.shas}::text[])) pipeline
  ${latestJobsOf('pipeline')}
  WHERE ${HEARS} AND job.status = ANY(${$.over}::text[]) ORDER BY job.id DESC LIMIT 1`;

const IS_DECIDED = `EXISTS (SELECT FROM callback_matches match
  WHERE match.callback_id = ${$.decidedAgain}::uuid AND match.external_job_id = job.id AND match.reason <> ALL(${$.undecidedReasons}::text[]))`;

/** What a search for the jobs of a match key, and for what an event has to do with them, answers in one row. */
export const watchersStatement = statement(
  'watchers',
  `WITH job AS MATERIALIZED (
     (${OPEN}) UNION ALL (${OVER}))
   SELECT (SELECT callback_match_policy FROM projects WHERE id = ${$.projectId}) AS policy,
     EXISTS (SELECT FROM external_jobs WHERE project_id = ${$.projectId} AND match_key = ${$.matchKey} AND NOT retried) AS "isWatched",
     (SELECT coalesce(json_agg(json_build_object('pipelineId', job.pipeline_id, 'jobId', job.id, 'jobName', job.name,
         'external', job.external, 'isWaiting', job.status = ANY(${$.waiting}::text[]), 'isOver', job.status = ANY(${$.over}::text[]),
         'isWithoutOutcome', job.status = ANY(${$.canceledOrSkipped}::text[]) AND NOT job.ended_by_report,
         'isConsumed', ${IS_CONSUMED}, 'isDecided', ${IS_DECIDED},
         'own', json_build_object('sha', job.sha, 'place', ${placeOf('job.sha')}, 'history', 'unrelated'),
         'shas', ${SHAS}) ORDER BY job.id), '[]')
      FROM job) AS jobs`,
);
