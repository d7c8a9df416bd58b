import { Injectable } from '@nestjs/common';
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { inSet, kindsListedIn, type JobList } from '@holdpoint/pipeline-domain';
import { JobQueries, SimulationClock, type JobFilter, type JobRow } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { ApiError } from '../http/error/api-error';
import type { Page } from '../http/page/page';
import { pageRequest, toPage } from '../http/page/to-page';
import { PipelineReader } from '../pipeline/pipeline-reader';
import type { View } from '../view/view';
import type { JobListQueryDto } from './job-list.dto';
import { toJob, type JobView } from './job-responses';

/** Finds and lists jobs; which kinds a list shows is the model's to say. */
@Injectable()
export class JobReader {
  constructor(
    private readonly pipelines: PipelineReader,
    private readonly jobs: JobQueries,
    private readonly clock: SimulationClock,
    private readonly model: ActiveCiModel,
  ) {}

  /** A job of the project, whatever its kind. */
  async find({ project }: View, jobId: number): Promise<JobRow> {
    const job = await this.jobs.find(project.id, jobId);
    if (!job) throw new ApiError('job_not_found');
    return job;
  }

  async get(view: View, jobId: number): Promise<JobResponse> {
    const [job, jobView] = await Promise.all([this.find(view, jobId), this.viewOf(view)]);
    return toJob(job, jobView);
  }

  /** A list of a pipeline's jobs, shown in the way of the list. */
  async listOfPipeline<T>(
    view: View,
    pipelineId: number,
    list: JobList,
    query: JobListQueryDto,
    show: (job: JobRow, view: JobView) => T,
  ): Promise<Page<T>> {
    await this.pipelines.find(view, pipelineId);
    const filter = this.filterOf(list, query, query.include_retried ?? false);
    const [page, jobView] = await Promise.all([
      this.jobs.listByPipeline(pipelineId, filter, pageRequest(query)),
      this.viewOf(view),
    ]);
    return toPage(page, query, (job) => show(job, jobView));
  }

  /** The jobs of a project, older attempts among them, as GitLab lists them. */
  async listOfProject(view: View, query: JobListQueryDto): Promise<Page<JobResponse>> {
    const filter = this.filterOf('jobs', query, true);
    const [page, jobView] = await Promise.all([
      this.jobs.listByProject(view.project.id, filter, pageRequest(query)),
      this.viewOf(view),
    ]);
    return toPage(page, query, (job) => toJob(job, jobView));
  }

  private filterOf(list: JobList, { scope }: JobListQueryDto, includeRetried: boolean): JobFilter {
    const { statuses, kinds } = this.model;
    const filter = { kinds: kindsListedIn(kinds, list), includeRetried };
    if (!scope?.length) return filter;
    if (scope.every((status) => inSet(statuses, 'available', 'api.job_scope', status))) {
      return { ...filter, statuses: scope };
    }
    throw new ApiError('parameters_invalid', { problems: ['scope does not have a valid value'] });
  }

  private async viewOf(view: View): Promise<JobView> {
    const { now } = await this.clock.read();
    return { ...view, now, model: this.model };
  }
}
