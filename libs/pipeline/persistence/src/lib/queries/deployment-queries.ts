import type { Instant } from '@holdpoint/kernel';
import { FINISHED_DEPLOYMENTS, type DeploymentStatus, type EnvironmentId, type JobId } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import type { UserBadge } from '../access/user-row';
import type { EnvironmentRow } from '../environments/environment-repository';
import { epochMs } from '../sql/epoch-ms';
import { countedPage, offsetOf, type PageOf, type PageRequest } from '../sql/page-of';
import { selectRows } from '../sql/select-rows';
import { DEPLOYMENT_FILTER, deploymentFilterValues, deploymentOrder, type DeploymentFilter } from './deployment-filter';
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

const ENVIRONMENT = `json_build_object('id', environment.id, 'name', environment.name, 'slug', environment.slug, 'tier', environment.tier,
  'externalUrl', environment.external_url, 'state', environment.state, 'createdAt', ${epochMs('environment.created_at')},
  'updatedAt', ${epochMs('environment.updated_at')})`;

const SELECT = `SELECT deployment.id, deployment.iid, deployment.job_id AS "jobId", deployment.ref, deployment.sha, deployment.status,
  deployment.created_at AS "createdAt", deployment.updated_at AS "updatedAt", ${ENVIRONMENT} AS environment,
  ${badgeOfUser(`coalesce(${starterOf('deployment.job_id')}, deployment.created_by)`)} AS creator
  FROM deployments deployment JOIN environments environment ON environment.id = deployment.environment_id`;

/** Each status by itself: the index has the last of each. */
const ENDED_LAST = `SELECT ended.pipeline_id FROM unnest($2::text[]) AS finished (status), LATERAL (
    SELECT pipeline_id, finished_at, id FROM deployments WHERE environment_id = $1 AND status = finished.status
    ORDER BY finished_at DESC, id DESC LIMIT 1) ended
  ORDER BY ended.finished_at DESC, ended.id DESC LIMIT 1`;

const STOP_JOBS = `WITH deployed AS MATERIALIZED (${ENDED_LAST})
  ${JOB_SELECT} JOIN deployed ON deployed.pipeline_id = job.pipeline_id
  WHERE NOT job.retried AND job.environment_id = $1 AND job.name IN (
    SELECT made.options #>> '{environment,onStop}' FROM deployed JOIN deployments deployment ON deployment.pipeline_id = deployed.pipeline_id
    JOIN processables made ON made.id = deployment.job_id AND made.pipeline_id = deployed.pipeline_id
    WHERE deployment.environment_id = $1 AND deployment.status = ANY($2::text[]))
  ORDER BY job.id`;

/** Reads deployments; takes no locks. */
export class DeploymentQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A deployment of a project; undefined when there is none of this number. */
  async find(projectId: number, id: number): Promise<DeploymentRow | undefined> {
    const [deployment] = await selectRows<DeploymentRow>(this.dataSource, `${SELECT} WHERE deployment.project_id = $1 AND deployment.id = $2`, [projectId, id]);
    return deployment;
  }

  /**
   * The successful deployment to an environment that has ended last, but for those that are named; undefined when there is
   * none. Source: GitLab's `Environment.last_deployment`.
   */
  async findLast(id: EnvironmentId, except: readonly number[] = []): Promise<DeploymentRow | undefined> {
    const last = `deployment.environment_id = $1 AND deployment.status = 'success' AND deployment.id <> ALL($2::bigint[])
      ORDER BY deployment.finished_at DESC, deployment.id DESC LIMIT 1`;
    const [deployment] = await selectRows<DeploymentRow>(this.dataSource, `${SELECT} WHERE ${last}`, [id, except]);
    return deployment;
  }

  /**
   * The jobs that are to stop an environment: those that `on_stop` of its deployments names, in the pipeline whose deployment
   * has ended last, however it has. One that has failed may have left something as well. Source: GitLab's
   * `Environment#stop_actions`.
   */
  async findStopJobs(id: EnvironmentId): Promise<readonly JobRow[]> {
    const rows = await selectRows<SelectedJob>(this.dataSource, STOP_JOBS, [id, FINISHED_DEPLOYMENTS]);
    return rows.map(toJobRow);
  }

  /** A page of the deployments of a project, with their number. */
  async list(projectId: number, filter: DeploymentFilter, page: PageRequest): Promise<PageOf<DeploymentRow>> {
    const values = deploymentFilterValues(projectId, filter);
    const [counted] = await selectRows<{ total: number }>(this.dataSource, `SELECT count(*) AS total FROM deployments deployment WHERE ${DEPLOYMENT_FILTER}`, values);
    const sql = `${SELECT} WHERE ${DEPLOYMENT_FILTER} ORDER BY ${deploymentOrder(filter)} LIMIT $8 OFFSET $9`;
    const rows = await selectRows<DeploymentRow>(this.dataSource, sql, [...values, page.perPage, offsetOf(page)]);
    return countedPage(rows, counted?.total ?? 0, page);
  }
}
