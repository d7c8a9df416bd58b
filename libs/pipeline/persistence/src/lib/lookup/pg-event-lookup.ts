import { namedStatement } from '@holdpoint/database';
import { EventLookup, type ConsumingJob, type ParkedEvent, type ParkedSearch, type WatcherSearch } from '@holdpoint/pipeline-application';
import {
  callbackStatuses,
  COMMIT_STATUS_SOURCE,
  CONSUMING_REASONS,
  CONSUMING_VERDICTS,
  digestKey,
  relationTo,
  UNDECIDED_REASONS,
  type CallbackMatchPolicy,
  type CiModel,
  type KnownDigest,
  type ShaOnRef,
  type Status,
  type Verdict,
  type VerdictReason,
  type Watcher,
  type Watchers,
} from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { knownDigest } from '../artifacts/known-digest';
import { COMMITS_WALKED_MAX } from './commits-walked';
import { latestJobsOf } from './latest-jobs-of';
import { newestJobsOfKey } from './newest-jobs-of-key';
import { readRows } from '../sql/read-rows';

const knownDigestStatement = namedStatement<[number, string]>('known_digest', `SELECT * FROM ${knownDigest('$1', '$2')} known`);

/** A pipeline that was made for commit statuses alone says nothing: one comes for any commit, whenever somebody reports on it. */
const placeOf = (sha: string): string =>
  `(SELECT min(id) FROM pipelines WHERE project_id = $1 AND pipelines.ref = job.ref AND pipelines.sha = ${sha}
    AND pipelines.source <> '${COMMIT_STATUS_SOURCE}')`;

/** Whether a commit is among the ancestors of another. */
const comesBefore = (earlier: string, later: string): string => `EXISTS (
  WITH RECURSIVE ancestors AS (
    SELECT parent_sha, 1 AS distance FROM commits WHERE project_id = $1 AND sha = ${later}
    UNION ALL
    SELECT parent.parent_sha, distance + 1 FROM ancestors
    JOIN commits parent ON parent.project_id = $1 AND parent.sha = ancestors.parent_sha WHERE distance < ${COMMITS_WALKED_MAX})
  SELECT FROM ancestors WHERE parent_sha = ${earlier})`;

/** Whether a commit is on the branch that the job is for: descent alone would make news of what another branch has. */
const isOnRef = (sha: string): string => `EXISTS (SELECT FROM branches JOIN commits head ON head.id = branches.commit_id
  WHERE branches.project_id = $1 AND branches.name = job.ref AND (head.sha = ${sha} OR ${comesBefore(sha, 'head.sha')}))`;

/** The history is looked at only where the ref's own pipelines do not say. */
const SHAS = `(SELECT coalesce(json_agg(json_build_object('sha', told.sha, 'place', told.place, 'history',
    CASE WHEN told.place IS NOT NULL OR told.sha = job.sha THEN 'unrelated'
      WHEN ${comesBefore('told.sha', 'job.sha')} THEN 'before' WHEN ${comesBefore('job.sha', 'told.sha')} AND ${isOnRef('told.sha')} THEN 'after'
      ELSE 'unrelated' END)), '[]')
  FROM (SELECT wanted.sha, ${placeOf('wanted.sha')} AS place FROM unnest($4::text[]) AS wanted (sha)) told)`;

/** Whether an attempt has used up an event, by the parameters that say which matches do. */
const hasConsumed = (verdicts: string, reasons: string): string =>
  `(match.verdict = ANY(${verdicts}::text[]) OR match.reason = ANY(${reasons}::text[]))`;

const IS_CONSUMED = `EXISTS (SELECT FROM callbacks callback
  JOIN callback_matches match ON match.callback_id = callback.id AND ${hasConsumed('$10', '$11')}
  JOIN external_jobs earlier ON earlier.id = match.external_job_id
  WHERE callback.project_id = $1 AND callback.occurrence = $5 AND earlier.pipeline_id = job.pipeline_id
    AND earlier.name = job.name AND earlier.id <> job.id)`;

const consumers = namedStatement<[projectId: number, occurrence: string, verdicts: readonly Verdict[], reasons: readonly VerdictReason[]]>(
  'consumers_of_occurrence',
  `SELECT DISTINCT job.pipeline_id AS "pipelineId", job.id AS "jobId", job.name AS "jobName"
   FROM callbacks callback JOIN callback_matches match ON match.callback_id = callback.id AND ${hasConsumed('$3', '$4')}
   JOIN external_jobs earlier ON earlier.id = match.external_job_id AND earlier.retried
   JOIN external_jobs job ON job.pipeline_id = earlier.pipeline_id AND job.name = earlier.name AND NOT job.retried
   WHERE callback.project_id = $1 AND callback.occurrence = $2`,
);

const COLUMNS = `job.id, job.pipeline_id, job.name, job.options -> 'external' AS external, job.status, pipeline.ref, pipeline.sha`;

const HEARS = `job.match_key = $2 AND coalesce(job.options -> 'external' ->> 'receiver', $3) = $3`;

/** Though thousands have ended since. */
const OPEN = `SELECT ${COLUMNS} FROM ${newestJobsOfKey('$1', '$2')} job JOIN pipelines pipeline ON pipeline.id = job.pipeline_id
  WHERE job.status <> ALL($7::text[]) AND ${HEARS}`;

/** From the pipelines of the shas, which are few, to their jobs: from the newest job back it could go through all. */
const OVER = `SELECT ${COLUMNS} FROM (SELECT id, ref, sha FROM pipelines WHERE project_id = $1 AND sha = ANY($4::text[])) pipeline
  ${latestJobsOf('pipeline')}
  WHERE ${HEARS} AND job.status = ANY($7::text[]) ORDER BY job.id DESC LIMIT 1`;

type Search = [
  projectId: number,
  matchKey: string,
  receiver: string,
  shas: readonly string[],
  occurrence: string | null,
  decidedAgain: string | null,
  over: readonly Status[],
  waiting: readonly Status[],
  canceledOrSkipped: readonly Status[],
  consumingVerdicts: readonly Verdict[],
  consumingReasons: readonly VerdictReason[],
  undecidedReasons: readonly VerdictReason[],
];

const IS_DECIDED = `EXISTS (SELECT FROM callback_matches match
  WHERE match.callback_id = $6::uuid AND match.external_job_id = job.id AND match.reason <> ALL($12::text[]))`;

const watchersStatement = namedStatement<Search>(
  'watchers',
  `WITH job AS MATERIALIZED (
     (${OPEN}) UNION ALL (${OVER}))
   SELECT (SELECT callback_match_policy FROM projects WHERE id = $1) AS policy,
     EXISTS (SELECT FROM external_jobs WHERE project_id = $1 AND match_key = $2 AND NOT retried) AS "isWatched",
     (SELECT coalesce(json_agg(json_build_object('pipelineId', job.pipeline_id, 'jobId', job.id, 'jobName', job.name,
         'external', job.external, 'isWaiting', job.status = ANY($8::text[]), 'isOver', job.status = ANY($7::text[]), 'isCanceledOrSkipped', job.status = ANY($9::text[]),
         'isConsumed', ${IS_CONSUMED}, 'isDecided', ${IS_DECIDED}, 'own', json_build_object('sha', job.sha, 'place', ${placeOf('job.sha')}, 'history', 'unrelated'),
         'shas', ${SHAS}) ORDER BY job.id), '[]')
      FROM job) AS jobs`,
);

const parkedEvents = namedStatement<[key: string, afterId: number | null, limit: number]>(
  'parked_events',
  `SELECT parked.id AS "parkedId", callback.id AS "callbackId", callback.event -> 'revision' AS revision
   FROM parked_callbacks parked JOIN callbacks callback ON callback.id = parked.callback_id
   WHERE parked.id IN (SELECT parked_id FROM parked_keys WHERE key = $1) AND parked.expires_at > holdpoint_now()
     AND parked.id > coalesce($2::bigint, 0) ORDER BY parked.id LIMIT $3`,
);

interface FoundJob extends Omit<Watcher, 'relation'> {
  readonly own: ShaOnRef;
  readonly shas: readonly ShaOnRef[];
}

interface WatchersRow {
  readonly policy: CallbackMatchPolicy;
  readonly isWatched: boolean;
  readonly jobs: readonly FoundJob[];
}

/** {@link EventLookup} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgEventLookup extends EventLookup {
  constructor(
    private readonly pool: Pool,
    private readonly model: CiModel,
  ) {
    super();
  }

  async findDigest(projectId: number, digest: string): Promise<KnownDigest> {
    const [known] = await readRows<KnownDigest>(this.pool, knownDigestStatement(projectId, digest));
    if (!known) throw new Error('An aggregate answers one row');
    return known;
  }

  async findWatchers(search: WatcherSearch): Promise<Watchers> {
    const [row] = await readRows<WatchersRow>(this.pool, watchersStatement(...valuesOf(search, this.model)));
    if (!row) throw new Error('A search for watchers answers one row');
    return { ...row, jobs: row.jobs.map(toWatcher) };
  }

  findConsumers(projectId: number, occurrence: string): Promise<readonly ConsumingJob[]> {
    return readRows<ConsumingJob>(this.pool, consumers(projectId, occurrence, CONSUMING_VERDICTS, CONSUMING_REASONS));
  }

  findParkedEvents({ projectId, digest, afterId, limit }: ParkedSearch): Promise<readonly ParkedEvent[]> {
    return readRows<ParkedEvent>(this.pool, parkedEvents(digestKey(projectId, digest), afterId, limit));
  }
}

const toWatcher = ({ own, shas, ...job }: FoundJob): Watcher => ({ ...job, relation: relationTo(own, shas) });

function valuesOf({ projectId, matchKey, receiver, shas, occurrence, decidedAgain }: WatcherSearch, model: CiModel): Search {
  const { over, waiting, canceledOrSkipped } = callbackStatuses(model);
  const matches = [CONSUMING_VERDICTS, CONSUMING_REASONS, UNDECIDED_REASONS] as const;
  return [projectId, matchKey, receiver, shas, occurrence, decidedAgain, over, waiting, canceledOrSkipped, ...matches];
}
