import { Injectable } from '@nestjs/common';
import { ActOnJob } from '@holdpoint/pipeline-application';
import type { EnvironmentDetailResponse, EnvironmentResponse } from '@holdpoint/pipeline-contract';
import { inSet, possibleActions, type JobId } from '@holdpoint/pipeline-domain';
import { DeploymentQueries, EnvironmentRepository, type EnvironmentRow, type JobRow } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { afterChange } from '../core/after-change';
import { refusalError } from '../core/refusals';
import { ApiError } from '../http/error/api-error';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { JobReader } from '../job/job-reader';
import type { View } from '../view/view';
import type { EnvironmentListQueryDto } from './environment.dto';
import { toEnvironment, toLastDeployment } from './environment-responses';

/** Shows environments and stops them. */
@Injectable()
export class EnvironmentService {
  constructor(
    private readonly environments: EnvironmentRepository,
    private readonly deployments: DeploymentQueries,
    private readonly jobs: JobReader,
    private readonly actOnJob: ActOnJob,
    private readonly model: ActiveCiModel,
  ) {}

  async list({ project }: View, query: EnvironmentListQueryDto): Promise<Page<EnvironmentResponse>> {
    const { name, search, states: state } = query;
    if (name !== undefined && search !== undefined) throw new ApiError('parameters_invalid', { problems: ['name, search are mutually exclusive'] });
    return toPage(await this.environments.list(project.id, { name, search, state }, pageRequest(query)), query, toEnvironment);
  }

  async get(view: View, id: number): Promise<EnvironmentDetailResponse> {
    const environment = await this.find(view, id);
    const last = await this.deployments.findLast(id);
    const shown = last && toLastDeployment(last, await this.jobs.get(view, last.jobId), view);
    return { ...toEnvironment(environment), last_deployment: shown ?? null };
  }

  /**
   * Plays the job that `on_stop` names, if it waits for that: once it has succeeded the environment is stopped. Without such
   * a job, or by force, it is at once. Source: GitLab's `Environment#stop_with_actions!`, which has a state for the time
   * between; here the job is asked whether it is under way.
   */
  async stop(view: View, id: number, force: boolean, actor: string): Promise<EnvironmentResponse> {
    const { state } = await this.find(view, id);
    const job = force || state === 'stopped' ? undefined : await this.deployments.findStopJob(id);
    if (job && possibleActions(this.model, job).includes('play')) await this.play(view, job.id, actor);
    else if (!job || !this.isUnderWay(job)) await this.environments.stop(id);
    return afterChange(this.find(view, id).then(toEnvironment));
  }

  private isUnderWay({ status }: JobRow): boolean {
    return inSet(this.model.statuses, 'active', 'environment.stopping', status);
  }

  private async play({ project }: View, jobId: JobId, actor: string): Promise<void> {
    const played = await this.actOnJob.execute(project.id, { type: 'play_job', jobId, actor });
    if (!played.ok) throw refusalError(played.error);
  }

  private async find({ project }: View, id: number): Promise<EnvironmentRow> {
    const environment = await this.environments.find(project.id, id);
    if (!environment) throw new ApiError('environment_not_found');
    return environment;
  }
}
