import { Injectable } from '@nestjs/common';
import type { DeploymentResponse } from '@holdpoint/pipeline-contract';
import { assert } from '@holdpoint/kernel';
import { DeploymentQueries, type DeploymentRow } from '@holdpoint/pipeline-persistence';
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
    const { environment, status, order_by: orderBy, sort } = query;
    const page = await this.deployments.list(view.project.id, { environment, status, orderBy, sort }, pageRequest(query));
    const show = await this.shown(view, page.items);
    return toPage(page, query, show);
  }

  async get(view: View, id: number): Promise<DeploymentResponse> {
    const deployment = await this.deployments.find(view.project.id, id);
    if (!deployment) throw new ApiError('deployment_not_found');
    return (await this.shown(view, [deployment]))(deployment);
  }

  /** The jobs of deployments are read at once. */
  private async shown(view: View, rows: readonly DeploymentRow[]): Promise<(row: DeploymentRow) => DeploymentResponse> {
    const jobs = await this.jobs.showEach(view, rows.map(({ jobId }) => jobId));
    return (row) => {
      const job = jobs.get(row.jobId);
      assert(job, `the job of deployment ${row.id} is there`);
      return toDeployment(row, job, view);
    };
  }
}
