import { Injectable } from '@nestjs/common';
import { ActOnJob } from '@holdpoint/pipeline-application';
import type { EnvironmentDetailResponse, EnvironmentResponse, LastDeploymentResponse } from '@holdpoint/pipeline-contract';
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
    if (name !== undefined && search !== undefined) throw new ApiError('parameters_invalid', { problems: ['name, search cannot be used together'] });
    return toPage(await this.environments.list(project.id, { name, search, state }, pageRequest(query)), query, toEnvironment);
  }

  async get(view: View, id: number): Promise<EnvironmentDetailResponse> {
    const environment = await this.find(view, id);
    return { ...toEnvironment(environment), last_deployment: await this.lastDeployment(view, id) };
  }

  /** One whose pipeline was deleted before its job could be read is `gone`: then the one before it is the last. */
  private async lastDeployment(view: View, id: number, gone: readonly number[] = []): Promise<LastDeploymentResponse | null> {
    const last = await this.deployments.findLast(id, gone);
    if (!last) return null;
    const job = (await this.jobs.showEach(view, [last.jobId])).get(last.jobId);
    return job ? toLastDeployment(last, job, view) : this.lastDeployment(view, id, [...gone, last.id]);
  }

  /**
   * Plays the jobs that `on_stop` names, those that wait for that or have ended: once one has succeeded the environment is
   * stopped. Without such a job, or by force, it is at once. Source: GitLab's `Environment#stop_with_actions!`, which has a
   * state for the time between; here the jobs are asked whether one is under way.
   */
  async stop(view: View, id: number, force: boolean, actor: string): Promise<EnvironmentResponse> {
    const { state } = await this.find(view, id);
    const jobs = force || state === 'stopped' ? [] : await this.deployments.findStopJobs(id);
    const playable = jobs.filter((job) => possibleActions(this.model, job).includes('play'));
    for (const job of playable) await this.play(view, job.id, actor);
    if (playable.length === 0 && !jobs.some((job) => this.isUnderWay(job))) await this.environments.stop(id);
    return afterChange(this.find(view, id).then(toEnvironment));
  }

  private isUnderWay({ status }: JobRow): boolean {
    return inSet(this.model.statuses, 'active', 'environment.stopping', status);
  }

  /** Where it cannot be played any more somebody else has, who has asked for the same. */
  private async play({ project }: View, jobId: JobId, actor: string): Promise<void> {
    const played = await this.actOnJob.execute(project.id, { type: 'play_job', jobId, actor });
    if (!played.ok && played.error !== 'job_not_playable') throw refusalError(played.error);
  }

  private async find({ project }: View, id: number): Promise<EnvironmentRow> {
    const environment = await this.environments.find(project.id, id);
    if (!environment) throw new ApiError('environment_not_found');
    return environment;
  }
}
