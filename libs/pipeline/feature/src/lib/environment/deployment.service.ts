import { Injectable } from '@nestjs/common';
import type { DeploymentResponse } from '@holdpoint/pipeline-contract';
import { DeploymentQueries, type DeploymentFilter, type DeploymentRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { JobReader } from '../job/job-reader';
import type { View } from '../view/view';
import type { DeploymentListQueryDto } from './environment.dto';
import { toDeployment } from './environment-responses';

/** Shows deployments. */
@Injectable()
export class DeploymentService {
  constructor(
    private readonly deployments: DeploymentQueries,
    private readonly jobs: JobReader,
  ) {}

  async list(view: View, query: DeploymentListQueryDto): Promise<Page<DeploymentResponse>> {
    const page = await this.deployments.list(view.project.id, filterOf(query), pageRequest(query));
    return toPage({ ...page, items: await this.show(view, page.items) }, query, (shown) => shown);
  }

  async get(view: View, id: number): Promise<DeploymentResponse> {
    const deployment = await this.deployments.find(view.project.id, id);
    const [shown] = deployment ? await this.show(view, [deployment]) : [];
    if (!shown) throw new ApiError('deployment_not_found');
    return shown;
  }

  /** The jobs of deployments are read at once. A deployment without its job was deleted with it before that was read. */
  private async show(view: View, rows: readonly DeploymentRow[]): Promise<readonly DeploymentResponse[]> {
    const jobs = await this.jobs.showEach(view, rows.map(({ jobId }) => jobId));
    return rows.flatMap((row) => {
      const job = jobs.get(row.jobId);
      return job ? [toDeployment(row, job, view)] : [];
    });
  }
}

const filterOf = (query: DeploymentListQueryDto): DeploymentFilter => ({
  environment: query.environment,
  status: query.status,
  updatedAfter: query.updated_after,
  updatedBefore: query.updated_before,
  finishedAfter: query.finished_after,
  finishedBefore: query.finished_before,
  orderBy: query.order_by,
  sort: query.sort,
});
