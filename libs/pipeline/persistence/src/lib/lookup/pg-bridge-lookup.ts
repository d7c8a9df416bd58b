import { namedStatement } from '@holdpoint/database';
import {
  BridgeLookup,
  type BridgeSnapshot,
  type ChildrenOf,
  type DownstreamLink,
  type DownstreamProject,
  type PipelineHierarchy,
} from '@holdpoint/pipeline-application';
import { CHILD_SOURCE, type JobId, type PipelineId, type Status } from '@holdpoint/pipeline-domain';
import type { Pool } from 'pg';
import { PROJECT_SHOWN } from '../projects/project-row';
import { starterOf } from '../queries/starter-of';
import { readRows } from '../sql/read-rows';

/** How many pipelines of a ref a newer one cancels at most. Source: GitLab's `CancelRedundantPipelinesService`. */
export const REDUNDANT_MAX = 3_000;

/** How many pipelines of a ref are looked at for that, over or not: more than a ref gets in a week, and read in a moment. */
const LOOKED_AT_MAX = 30_000;

const bridgeById = namedStatement<[JobId]>(
  'bridge_by_id',
  `SELECT bridge.id AS "jobId", bridge.pipeline_id AS "pipelineId", pipeline.iid AS "pipelineIid", pipeline.project_id AS "projectId", pipeline.ref,
     pipeline.sha, coalesce(${starterOf('bridge.id')}, pipeline.created_by) AS "startedBy", bridge.status, bridge.retried,
     bridge.options -> 'trigger' AS trigger, source.pipeline_id AS "downstreamId"
   FROM builds bridge JOIN pipelines pipeline ON pipeline.id = bridge.pipeline_id
   LEFT JOIN pipeline_sources source ON source.source_job_id = bridge.id
   WHERE bridge.id = $1 AND bridge.options ? 'trigger'`,
);

const projectOfPath = namedStatement<[string]>(
  'downstream_project',
  `SELECT id, default_branch AS "defaultBranch" FROM projects WHERE lower(path) = lower($1) AND ${PROJECT_SHOWN}`,
);

/** The tree is counted from its root; reading stops at the limit, as PostgreSQL makes no more rows than are asked for. */
const hierarchyOf = namedStatement<[PipelineId, number]>(
  'pipeline_hierarchy',
  `WITH RECURSIVE upstream AS (
     SELECT id, project_id, ref, source, 0 AS distance FROM pipelines WHERE id = $1
     UNION ALL
     SELECT above.id, above.project_id, above.ref, above.source, upstream.distance + 1 FROM upstream
     JOIN pipeline_sources link ON link.pipeline_id = upstream.id
     JOIN pipelines above ON above.id = link.source_pipeline_id),
   tree AS (
     (SELECT id FROM upstream ORDER BY distance DESC LIMIT 1)
     UNION ALL
     SELECT link.pipeline_id FROM tree JOIN pipeline_sources link ON link.source_pipeline_id = tree.id)
   SELECT (SELECT json_agg(json_build_object('projectId', project_id, 'ref', ref, 'source', source) ORDER BY distance)
     FROM upstream) AS upstreams, (SELECT count(*) FROM (SELECT FROM tree LIMIT $2) counted) AS size`,
);

const sourceOfPipeline = namedStatement<[PipelineId]>(
  'source_of_pipeline',
  `SELECT source.source_pipeline_id AS "pipelineId", source.source_job_id AS "jobId", upstream.project_id AS "projectId",
     pipeline.status
   FROM pipeline_sources source JOIN pipelines pipeline ON pipeline.id = source.pipeline_id
   JOIN pipelines upstream ON upstream.id = source.source_pipeline_id WHERE pipeline.id = $1`,
);

const children = (name: string, column: string): ((id: number) => ReturnType<typeof bridgeById>) =>
  namedStatement<[number]>(
    name,
    `SELECT child.id FROM pipeline_sources source JOIN pipelines child ON child.id = source.pipeline_id
     JOIN pipelines parent ON parent.id = source.source_pipeline_id
     WHERE source.${column} = $1 AND child.project_id = parent.project_id ORDER BY child.id`,
  );

const childrenOfBridge = children('children_of_bridge', 'source_job_id');
const childrenOfPipeline = children('children_of_pipeline', 'source_pipeline_id');

/** A child pipeline is as old as its root. Each is younger than its parent, so any above it that is older will do. */
const IS_OLDER = `(recent.id < newer.id OR EXISTS (
  WITH RECURSIVE above AS (
    SELECT recent.id, recent.source
    UNION ALL
    SELECT parent.id, parent.source FROM above JOIN pipeline_sources link ON link.pipeline_id = above.id
    JOIN pipelines parent ON parent.id = link.source_pipeline_id WHERE above.source = '${CHILD_SOURCE}')
  SELECT FROM above WHERE id < newer.id))`;

/** What is a week old or for the head of the branch is left alone, as in GitLab. */
const redundantPipelines = namedStatement<[PipelineId, readonly Status[]]>(
  'redundant_pipelines',
  `SELECT older.id FROM pipelines newer CROSS JOIN LATERAL (
     SELECT recent.id, recent.sha FROM (
       SELECT id, sha, source, status, created_at FROM pipelines
       WHERE project_id = newer.project_id AND ref = newer.ref ORDER BY id DESC LIMIT ${LOOKED_AT_MAX}) recent
     WHERE recent.status = ANY($2) AND recent.created_at > newer.created_at - interval '7 days' AND ${IS_OLDER}
     ORDER BY recent.id DESC LIMIT ${REDUNDANT_MAX}) older
   WHERE newer.id = $1 AND older.sha <> newer.sha
     AND NOT EXISTS (SELECT FROM branches JOIN commits head ON head.id = branches.commit_id
       WHERE branches.project_id = newer.project_id AND branches.name = newer.ref AND head.sha = older.sha)
   ORDER BY older.id DESC`,
);

/** {@link BridgeLookup} in PostgreSQL; failures of the database are thrown as `StoreError`. */
export class PgBridgeLookup extends BridgeLookup {
  constructor(private readonly pool: Pool) {
    super();
  }

  async findBridge(jobId: JobId): Promise<BridgeSnapshot | undefined> {
    const [bridge] = await readRows<BridgeSnapshot & object>(this.pool, bridgeById(jobId));
    return bridge;
  }

  async findProject(path: string): Promise<DownstreamProject | undefined> {
    const [project] = await readRows<DownstreamProject & object>(this.pool, projectOfPath(path));
    return project;
  }

  async findHierarchy(pipelineId: PipelineId, sizeMax: number): Promise<PipelineHierarchy> {
    const [hierarchy] = await readRows<PipelineHierarchy & object>(this.pool, hierarchyOf(pipelineId, sizeMax));
    if (!hierarchy) throw new Error('A hierarchy is counted even where there is none');
    return hierarchy;
  }

  async findSource(pipelineId: PipelineId): Promise<DownstreamLink | undefined> {
    const [link] = await readRows<DownstreamLink & object>(this.pool, sourceOfPipeline(pipelineId));
    return link;
  }

  async findChildren(of: ChildrenOf): Promise<readonly PipelineId[]> {
    const statement = 'jobId' in of ? childrenOfBridge(of.jobId) : childrenOfPipeline(of.pipelineId);
    return (await readRows<{ id: PipelineId }>(this.pool, statement)).map(({ id }) => id);
  }

  async findRedundant(pipelineId: PipelineId, statuses: readonly Status[]): Promise<readonly PipelineId[]> {
    const rows = await readRows<{ id: PipelineId }>(this.pool, redundantPipelines(pipelineId, statuses));
    return rows.map(({ id }) => id);
  }
}
