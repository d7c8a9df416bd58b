import type { Instant } from '@holdpoint/kernel';
import type { DeploymentStatus, EnvironmentId, JobId } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import type { UserBadge } from '../access/user-row';
import type { EnvironmentRow } from '../environments/environment-repository';
import { epochMs } from '../sql/epoch-ms';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';
import type { JobRow } from './job-row';
import { badgeOfUser, JOB_SELECT, toJobRow, type SelectedJob } from './job-select';
import { starterOf } from './starter-of';

/** What an attempt of a job has deployed to an environment. */
export interface DeploymentRow {
  readonly id: number;
  /** Counts the deployments of the project. */
  readonly iid: number;
  readonly jobId: JobId;
  readonly ref: string;
  readonly sha: string;
  readonly status: DeploymentStatus;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Who has started the job; null when there is no such user any more. */
  readonly creator: UserBadge | null;
  readonly environment: EnvironmentRow;
}

/** What deployments can be ordered by. Source: GitLab's `DeploymentsFinder`. */
export const DEPLOYMENT_ORDERS = ['id', 'iid', 'created_at', 'updated_at', 'finished_at', 'ref'] as const;

/** Which deployments a list shows, and in which order; what is left out does not filter. */
export interface DeploymentFilter {
  /** The name of the environment. */
  readonly environment?: string | undefined;
  readonly status?: DeploymentStatus | undefined;
  /** `id` by default. */
  readonly orderBy?: (typeof DEPLOYMENT_ORDERS)[number] | undefined;
  /** `asc` by default. */
  readonly sort?: 'asc' | 'desc' | undefined;
}

const ENVIRONMENT = `json_build_object('id', environment.id, 'name', environment.name, 'slug', environment.slug, 'tier', environment.tier,
  'externalUrl', environment.external_url, 'state', environment.state, 'createdAt', ${epochMs('environment.created_at')},
  'updatedAt', ${epochMs('environment.updated_at')})`;

const FROM = 'FROM deployments deployment JOIN environments environment ON environment.id = deployment.environment_id';

const SELECT = `SELECT deployment.id, deployment.iid, deployment.job_id AS "jobId", deployment.ref, deployment.sha, deployment.status,
  deployment.created_at AS "createdAt", deployment.updated_at AS "updatedAt", ${ENVIRONMENT} AS environment,
  ${badgeOfUser(`coalesce(${starterOf('deployment.job_id')}, deployment.created_by)`)} AS creator ${FROM}`;

const FILTER = `deployment.project_id = $1 AND ($2::text IS NULL OR environment.name = $2) AND ($3::text IS NULL OR deployment.status = $3)`;

const LAST = `deployment.environment_id = $1 AND deployment.status = 'success' ORDER BY deployment.id DESC LIMIT 1`;

/** Reads deployments; takes no locks. */
export class DeploymentQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A deployment of a project; undefined when there is none of this number. */
  async find(projectId: number, id: number): Promise<DeploymentRow | undefined> {
    const [deployment] = await selectRows<DeploymentRow>(this.dataSource, `${SELECT} WHERE deployment.project_id = $1 AND deployment.id = $2`, [projectId, id]);
    return deployment;
  }

  /** The last successful deployment to an environment; undefined before there is one. Source: GitLab's `Environment.last_deployment`. */
  async findLast(id: EnvironmentId): Promise<DeploymentRow | undefined> {
    const [deployment] = await selectRows<DeploymentRow>(this.dataSource, `${SELECT} WHERE ${LAST}`, [id]);
    return deployment;
  }

  /** The job that is to stop an environment, in the pipeline that has last deployed to it; undefined when there is none. */
  async findStopJob(id: EnvironmentId): Promise<JobRow | undefined> {
    const deployed = `SELECT made.pipeline_id, made.options #>> '{environment,onStop}' AS name ${FROM} JOIN processables made ON made.id = deployment.job_id WHERE ${LAST}`;
    const sql = `${JOB_SELECT} JOIN (${deployed}) deployed ON deployed.pipeline_id = job.pipeline_id AND deployed.name = job.name
      WHERE NOT job.retried AND job.environment_id = $1`;
    const [job] = await selectRows<SelectedJob>(this.dataSource, sql, [id]);
    return job && toJobRow(job);
  }

  /** A page of the deployments of a project, with their number. */
  async list(projectId: number, { environment, status, orderBy = 'id', sort = 'asc' }: DeploymentFilter, page: PageRequest): Promise<PageOf<DeploymentRow>> {
    const filter = [projectId, environment ?? null, status ?? null];
    const [counted] = await selectRows<{ total: number }>(this.dataSource, `SELECT count(*) AS total ${FROM} WHERE ${FILTER}`, filter);
    const order = `deployment.${orderBy} ${sort}, deployment.id ${sort}`;
    const sql = `${SELECT} WHERE ${FILTER} ORDER BY ${order} LIMIT $4 OFFSET $5`;
    const rows = await selectRows<DeploymentRow>(this.dataSource, sql, [...filter, page.perPage, offsetOf(page)]);
    return countedPage(rows, counted?.total ?? 0, page);
  }
}
