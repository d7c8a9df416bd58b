import { namedStatement } from '@holdpoint/database';
import { CommitPipelines, type CommitKey, type FoundForCommit, type NewPipeline } from '@holdpoint/pipeline-application';
import { callbackStatuses, CHILD_SOURCE, HOLDPOINT_CI_MODEL, type CiModel, type PipelineId, type Status } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { insertPipeline } from '../store/insert-pipeline';
import { runTransaction } from '../sql/run-transaction';
import { COMMITS_WALKED_MAX } from './commits-walked';
import { latestJobsOf } from './latest-jobs-of';
import { readRows } from '../sql/read-rows';

/**
 * Pipelines of one commit that are looked at, newest first, unless one is named. Source: GitLab's
 * `Ci::CreateCommitStatusService`.
 */
const PIPELINES_MAX = 100;

/** Any number that nobody else in the database uses as a class of advisory locks. */
const LOCK_CLASS = 4_202;

type Key = [projectId: number, sha: string, ref: string | null, pipelineId: number | null, matchKey: string, over: readonly Status[]];

interface Row {
  readonly pipeline: FoundForCommit['pipeline'];
  readonly awaited_by: Status | null;
  readonly branch: string | null;
}

/**
 * Of several jobs one that has not come to an end tells; the commits after this one are walked, the nearest first and no
 * more of them than are asked for, only where nothing else tells a ref.
 */
const foundForCommit = namedStatement<Key>(
  'found_for_commit',
  `WITH RECURSIVE newest AS MATERIALIZED (
     SELECT id, ref, source FROM pipelines WHERE project_id = $1 AND sha = $2 AND ($3::text IS NULL OR ref = $3)
       AND ($4::bigint IS NULL OR id = $4) ORDER BY id DESC LIMIT ${PIPELINES_MAX}),
   own AS (SELECT id, ref FROM newest WHERE source <> '${CHILD_SOURCE}' ORDER BY id DESC LIMIT 1),
   line AS (
     SELECT id, sha FROM commits WHERE project_id = $1 AND sha = $2
     UNION
     SELECT child.id, child.sha FROM line JOIN commits child ON child.project_id = $1 AND child.parent_sha = line.sha)
   SELECT (SELECT json_build_object('id', id, 'ref', ref) FROM own) AS pipeline,
     (SELECT job.status FROM newest ${latestJobsOf('newest')}
      WHERE job.match_key = $5 ORDER BY job.status = ANY($6::text[]), job.id DESC LIMIT 1) AS awaited_by,
     CASE WHEN $3::text IS NULL AND NOT EXISTS (SELECT FROM own) THEN (
       SELECT min(branches.name) FROM (SELECT id FROM line LIMIT ${COMMITS_WALKED_MAX}) near JOIN branches ON branches.commit_id = near.id) END AS branch`,
);

const lockCommit = namedStatement<[number, string]>(
  'lock_commit',
  `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, hashtext($1::bigint || '/' || $2::text))`,
);

const newestOfCommit = namedStatement<[number, string, string, PipelineId | null]>(
  'newest_of_commit',
  `SELECT id FROM pipelines WHERE project_id = $1 AND sha = $2 AND ref = $3 AND source <> '${CHILD_SOURCE}'
     AND ($4::bigint IS NULL OR id > $4) ORDER BY id DESC LIMIT 1`,
);

/** {@link CommitPipelines} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgCommitPipelines extends CommitPipelines {
  constructor(
    private readonly pool: Pool,
    private readonly model: CiModel = HOLDPOINT_CI_MODEL,
  ) {
    super();
  }

  async find({ projectId, sha, ref, pipelineId, matchKey }: CommitKey): Promise<FoundForCommit> {
    const { over } = callbackStatuses(this.model);
    const [row] = await readRows<Row>(this.pool, foundForCommit(projectId, sha, ref, pipelineId, matchKey, over));
    if (!row) throw new Error('A search for pipelines answers one row');
    return { pipeline: row.pipeline, awaitedBy: row.awaited_by, branch: row.branch };
  }

  /** It is looked again in a statement of its own: in the locking one it would be as old as the wait for the lock. */
  findOrCreate(pipeline: NewPipeline, newerThan: PipelineId | null): Promise<PipelineId> {
    const { projectId, sha, ref } = pipeline;
    return runTransaction(this.pool, async (client, send) => {
      send(client.query(lockCommit(projectId, sha)));
      const { rows: [newest] } = await client.query<{ id: PipelineId }>(newestOfCommit(projectId, sha, ref, newerThan));
      return newest?.id ?? (await insertPipeline(client, pipeline, { model: this.model, withTask: false, isDue: false })).id;
    });
  }
}
