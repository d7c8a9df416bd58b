import type { Instant } from '@holdpoint/kernel';
import { CHILD_SOURCE, REQUIREMENTS, type JobId, type PipelineId, type Status } from '@holdpoint/pipeline-domain';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { UserBadge } from '../access/user-row';
import { PipelineSourceEntity } from '../entities/pipeline-source.entity';
import { PipelineEntity } from '../entities/pipeline.entity';
import { ProjectEntity } from '../entities/project.entity';
import { UserEntity } from '../entities/user.entity';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import type { PipelineDetailRow, PipelineRow } from './pipeline-row';
import { selectRows } from '../sql/select-rows';
import { JOB_STATES } from './stage-queries';

/** Which pipelines of a project a list shows, and in which order; what is left out does not filter. */
export interface PipelineFilter {
  readonly ref?: string;
  readonly sha?: string;
  /** For a status or a scope; the caller's model knows which. */
  readonly statuses?: readonly Status[];
  readonly source?: string;
  /** True leaves out pipelines that another of their project has triggered. */
  readonly withoutChildren?: boolean;
  readonly username?: string;
  readonly name?: string;
  readonly createdAfter?: Instant;
  readonly createdBefore?: Instant;
  readonly updatedAfter?: Instant;
  readonly updatedBefore?: Instant;
  /** True leaves the newest pipeline of each ref: GitLab's scope `branches`. */
  readonly latestOfEachRef?: boolean;
  /** `id` by default. */
  readonly orderBy?: PipelineOrder;
  /** `desc` by default. */
  readonly sort?: 'asc' | 'desc';
}

/** What pipelines can be ordered by; GitLab's `user_id` orders by the name of the user here. */
export type PipelineOrder = 'id' | 'status' | 'ref' | 'updated_at' | 'user_id';

const ORDER_COLUMNS: Readonly<Record<PipelineOrder, string>> = {
  id: 'pipeline.id',
  status: 'pipeline.status',
  ref: 'pipeline.ref',
  updated_at: 'pipeline.updatedAt',
  user_id: 'pipeline.createdBy',
};

/** A pipeline that a bridge has triggered; it may be of another project. */
export interface DownstreamRow {
  readonly jobId: JobId;
  readonly pipeline: PipelineRow;
  readonly projectPath: string;
}

/** For whom pipelines of other projects are shown: those that they may read. */
export interface CrossProjectViewer {
  /** The project in which they look. */
  readonly projectId: number;
  /** The user whose memberships count; null sees all, undefined nothing of other projects. */
  readonly memberId: number | null | undefined;
}

/** The bridge that has triggered a pipeline. */
export interface PipelineSourceRow {
  readonly projectId: number;
  readonly pipelineId: PipelineId;
  readonly jobId: JobId;
}

/** Reads pipelines; takes no locks. */
export class PipelineQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A pipeline of a project; undefined when there is none. */
  async find(projectId: number, id: PipelineId): Promise<PipelineDetailRow | undefined> {
    const query = this.withCreator(projectId).andWhere('pipeline.id = :id', { id });
    return this.detailOf(await query.getOne());
  }

  /** The pipelines that bridges have triggered, in any order; what the viewer may not read is left out. */
  async listDownstream(jobIds: readonly JobId[], viewer: CrossProjectViewer): Promise<readonly DownstreamRow[]> {
    if (jobIds.length === 0) return [];
    const { entities, raw } = await this.dataSource
      .createQueryBuilder(PipelineEntity, 'pipeline')
      .innerJoin(PipelineSourceEntity, 'source', 'source.pipelineId = pipeline.id')
      .innerJoin(ProjectEntity, 'project', 'project.id = pipeline.projectId')
      .addSelect('source.sourceJobId', 'jobId')
      .addSelect('project.path', 'projectPath')
      .where('source.sourceJobId = ANY(:jobIds)', { jobIds })
      .andWhere(readable('pipeline', ':projectId', ':all', ':memberId'), parametersOf(viewer))
      .getRawAndEntities<Omit<DownstreamRow, 'pipeline'>>();
    return entities.flatMap((entity, index) => {
      const row = raw[index];
      return row ? [{ jobId: row.jobId, projectPath: row.projectPath, pipeline: toRow(entity) }] : [];
    });
  }

  /** The bridge that has triggered a pipeline; undefined when none has, or the viewer may not read its pipeline. */
  async findSource(pipelineId: PipelineId, viewer: CrossProjectViewer): Promise<PipelineSourceRow | undefined> {
    const sql = `SELECT pipeline.project_id AS "projectId", source.source_pipeline_id AS "pipelineId",
        source.source_job_id AS "jobId"
      FROM pipeline_sources source JOIN pipelines pipeline ON pipeline.id = source.source_pipeline_id
      WHERE source.pipeline_id = $1 AND ${readable('pipeline', '$2', '$3', '$4')}`;
    const { projectId, all, memberId } = parametersOf(viewer);
    const [source] = await selectRows<PipelineSourceRow>(this.dataSource, sql, [pipelineId, projectId, all, memberId]);
    return source;
  }

  /** The newest pipeline for a ref at a sha, child pipelines left out; undefined when there is none. */
  async findLatest(projectId: number, ref: string, sha: string): Promise<PipelineDetailRow | undefined> {
    const query = this.withCreator(projectId).andWhere('pipeline.ref = :ref AND pipeline.sha = :sha', { ref, sha });
    query.andWhere('pipeline.source <> :child', { child: CHILD_SOURCE });
    return this.detailOf(await query.orderBy('pipeline.id', 'DESC').limit(1).getOne());
  }

  /** The newest pipeline at a sha, child pipelines left out; undefined when there is none. */
  async findLatestOfCommit(projectId: number, sha: string): Promise<PipelineRow | undefined> {
    const query = this.dataSource
      .createQueryBuilder(PipelineEntity, 'pipeline')
      .where('pipeline.projectId = :projectId AND pipeline.sha = :sha', { projectId, sha })
      .andWhere('pipeline.source <> :child', { child: CHILD_SOURCE });
    const entity = await query.orderBy('pipeline.id', 'DESC').limit(1).getOne();
    return entity ? toRow(entity) : undefined;
  }

  /** A page of the pipelines of a project, with their number. */
  async list(projectId: number, filter: PipelineFilter, page: PageRequest): Promise<PageOf<PipelineRow>> {
    const { orderBy = 'id', sort = 'desc' } = filter;
    const direction = sort === 'asc' ? 'ASC' : 'DESC';
    const query = this.dataSource
      .createQueryBuilder(PipelineEntity, 'pipeline')
      .where('pipeline.projectId = :projectId', { projectId })
      .orderBy(ORDER_COLUMNS[orderBy], direction)
      .offset(offsetOf(page))
      .limit(page.perPage);
    if (orderBy !== 'id') query.addOrderBy('pipeline.id', direction);
    const [pipelines, total] = await filtered(query, projectId, filter).getManyAndCount();
    return countedPage(pipelines.map(toRow), total, page);
  }

  private async detailOf(entity: PipelineWithCreator | null): Promise<PipelineDetailRow | undefined> {
    if (!entity) return undefined;
    const { creator } = entity;
    const [folded] = await selectRows<Folded>(this.dataSource, FOLDED, [entity.id]);
    if (!folded) throw new Error('An aggregate answers one row');
    return { ...toRow(entity), creator: creator && badgeOf(creator), ...folded };
  }

  private withCreator(projectId: number): SelectQueryBuilder<PipelineWithCreator> {
    return this.dataSource
      .createQueryBuilder<PipelineWithCreator>(PipelineEntity, 'pipeline')
      .leftJoinAndMapOne('pipeline.creator', UserEntity, 'creator', 'creator.username = pipeline.createdBy')
      .where('pipeline.projectId = :projectId', { projectId });
  }
}

/** A pipeline keeps the name of its maker, who need not be a user. */
interface PipelineWithCreator extends PipelineEntity {
  readonly creator: UserEntity | null;
}

/** A pipeline of the project in which the viewer looks, or of one in which they may read what happens. */
const readable = (pipeline: string, projectId: string, all: string, memberId: string): string =>
  `(${pipeline}.project_id = ${projectId} OR ${all} OR EXISTS (SELECT FROM project_members member
     WHERE member.project_id = ${pipeline}.project_id AND member.user_id = ${memberId}
       AND member.access_level >= ${REQUIREMENTS.read.level}))`;

const parametersOf = ({ projectId, memberId }: CrossProjectViewer): { projectId: number; all: boolean; memberId: number | null } => ({
  projectId,
  all: memberId === null,
  memberId: memberId ?? null,
});

/** A user is found by their name in any case; whoever made a pipeline need not be a user. */
const MADE_BY = 'coalesce((SELECT username FROM users WHERE lower(username) = lower(:username)), :username)';

function filtered(
  query: SelectQueryBuilder<PipelineEntity>,
  projectId: number,
  filter: PipelineFilter,
): SelectQueryBuilder<PipelineEntity> {
  const conditions: readonly (readonly [condition: string, name: string, value: unknown])[] = [
    ['pipeline.ref = :ref', 'ref', filter.ref],
    ['pipeline.sha = :sha', 'sha', filter.sha],
    ['pipeline.status = ANY(:statuses)', 'statuses', filter.statuses],
    ['pipeline.source = :source', 'source', filter.source],
    [`pipeline.createdBy = ${MADE_BY}`, 'username', filter.username],
    ['pipeline.name = :name', 'name', filter.name],
    ['pipeline.createdAt > to_timestamp(:createdAfter::float8 / 1000)', 'createdAfter', filter.createdAfter],
    ['pipeline.createdAt < to_timestamp(:createdBefore::float8 / 1000)', 'createdBefore', filter.createdBefore],
    ['pipeline.updatedAt > to_timestamp(:updatedAfter::float8 / 1000)', 'updatedAfter', filter.updatedAfter],
    ['pipeline.updatedAt < to_timestamp(:updatedBefore::float8 / 1000)', 'updatedBefore', filter.updatedBefore],
  ];
  for (const [condition, name, value] of conditions) {
    if (value !== undefined) query.andWhere(condition, { [name]: value });
  }
  if (filter.withoutChildren) query.andWhere('pipeline.source <> :child', { child: CHILD_SOURCE });
  if (filter.latestOfEachRef) {
    const newest = 'SELECT max(id) FROM pipelines WHERE project_id = :owner AND source <> :child GROUP BY ref';
    query.andWhere(`pipeline.id IN (${newest})`, { owner: projectId, child: CHILD_SOURCE });
  }
  return query;
}

type Folded = Pick<PipelineDetailRow, 'coverage' | 'states'>;

/** Older rows hold any number that was reported: the mean of two may be beyond what their sum in `float8` can hold. */
const FOLDED = `SELECT round(avg(coverage::numeric), 2)::float8 AS coverage, ${JOB_STATES} AS states
  FROM processables WHERE pipeline_id = $1 AND NOT retried`;

const badgeOf = ({ id, username, name, state }: UserEntity): UserBadge => ({ id, username, name, state });

const toRow = (entity: PipelineEntity): PipelineRow => ({
  id: entity.id,
  iid: entity.iid,
  projectId: entity.projectId,
  ref: entity.ref,
  sha: entity.sha,
  source: entity.source,
  name: entity.name,
  status: entity.status,
  createdBy: entity.createdBy,
  variables: entity.variables,
  version: entity.version,
  createdAt: entity.createdAt,
  updatedAt: entity.updatedAt,
  startedAt: entity.startedAt,
  finishedAt: entity.finishedAt,
  durationMs: entity.durationMs,
});
