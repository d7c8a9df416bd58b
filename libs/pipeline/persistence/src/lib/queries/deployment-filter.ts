import type { Instant } from '@holdpoint/kernel';
import type { DeploymentStatus } from '@holdpoint/pipeline-domain';
import { instantParameter } from '../sql/sent-rows';

/** What deployments can be ordered by. Source: GitLab's `DeploymentsFinder`. */
export const DEPLOYMENT_ORDERS = ['id', 'iid', 'created_at', 'updated_at', 'finished_at', 'ref'] as const;

/** Which deployments a list shows, and in which order; what is left out does not filter. */
export interface DeploymentFilter {
  /** The name of the environment. */
  readonly environment?: string | undefined;
  readonly status?: DeploymentStatus | undefined;
  readonly updatedAfter?: Instant | undefined;
  readonly updatedBefore?: Instant | undefined;
  readonly finishedAfter?: Instant | undefined;
  readonly finishedBefore?: Instant | undefined;
  /** `id` by default. */
  readonly orderBy?: (typeof DEPLOYMENT_ORDERS)[number] | undefined;
  /** `asc` by default. */
  readonly sort?: 'asc' | 'desc' | undefined;
}

/**
 * SQL for the deployments of a project that pass a filter. Bounds belong to what they bound, but for `finishedBefore`.
 * Source: GitLab's `Deployment`, `UpdatedAtFilterable`.
 */
export const DEPLOYMENT_FILTER = `deployment.project_id = $1 AND ($3::text IS NULL OR deployment.status = $3)
  AND ($2::text IS NULL OR deployment.environment_id = (SELECT id FROM environments WHERE project_id = $1 AND name = $2))
  AND ($4::float8 IS NULL OR deployment.updated_at >= ${instantParameter(4)}) AND ($5::float8 IS NULL OR deployment.updated_at <= ${instantParameter(5)})
  AND ($6::float8 IS NULL OR deployment.finished_at >= ${instantParameter(6)}) AND ($7::float8 IS NULL OR deployment.finished_at < ${instantParameter(7)})`;

/** What {@link DEPLOYMENT_FILTER} compares with, from `$1` to `$7`. */
export const deploymentFilterValues = (projectId: number, filter: DeploymentFilter): unknown[] => [
  projectId,
  filter.environment ?? null,
  filter.status ?? null,
  filter.updatedAfter ?? null,
  filter.updatedBefore ?? null,
  filter.finishedAfter ?? null,
  filter.finishedBefore ?? null,
];

/**
 * SQL for the order that a filter asks for. In a project ids, and with them instants of making, rise with `iid`, by which an
 * index finds them: in the order of ids the deployments of all other projects were read. Source: GitLab's
 * `DeploymentsFinder#optimize_sort_params!`.
 */
export const deploymentOrder = ({ orderBy = 'id', sort = 'asc' }: DeploymentFilter): string =>
  `deployment.${orderBy === 'id' || orderBy === 'created_at' ? 'iid' : orderBy} ${sort}, deployment.iid ${sort}`;
