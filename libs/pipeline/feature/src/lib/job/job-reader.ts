import { Injectable } from '@nestjs/common';
import type { JobResponse } from '@holdpoint/pipeline-contract';
import { inSet, kindsListedIn, type JobId, type JobList } from '@holdpoint/pipeline-domain';
import { JobQueries, PipelineQueries, SimulationClock, type JobFilter, type JobRow, type PageOf } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { ApiError } from '../http/error/api-error';
import { KeysetPage } from '../http/page/keyset-page';
import type { Page } from '../http/page/page';
import type { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { PipelineReader } from '../pipeline/pipeline-reader';
import { crossProjectViewer, type View } from '../view/view';
import { readJobCursor, writeJobCursor } from './job-cursor';
import type { JobListQueryDto, ProjectJobListQueryDto } from './job-list.dto';
import { toJob, type JobView } from './job-responses';

/** Finds and lists jobs; which kinds a list shows is the model's to say. */
@Injectable()
export class JobReader {
  constructor(
    private readonly pipelines: PipelineReader,
    private readonly pipelineQueries: PipelineQueries,
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
    return this.show(view, await this.find(view, jobId));
  }

  /** A job that somebody else has found. */
  async show(view: View, job: JobRow): Promise<JobResponse> {
    return toJob(job, await this.viewOf(view, [job]));
  }

  /** The same for a page of them. */
  async showPage(view: View, page: PageOf<JobRow>, query: PageQueryDto): Promise<Page<JobResponse>> {
    const jobView = await this.viewOf(view, page.items);
    return toPage(page, query, (job) => toJob(job, jobView));
  }

  /** Jobs that somebody else has found, by their numbers. */
  async showEach(view: View, jobIds: readonly JobId[]): Promise<ReadonlyMap<JobId, JobResponse>> {
    const jobs = await this.jobs.listByIds(jobIds);
    const jobView = await this.viewOf(view, jobs);
    return new Map(jobs.map((job) => [job.id, toJob(job, jobView)]));
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
    const page = await this.jobs.listByPipeline(pipelineId, filter, pageRequest(query));
    const jobView = await this.viewOf(view, page.items);
    return toPage(page, query, (job) => show(job, jobView));
  }

  /** The jobs of a project, older attempts among them, as GitLab lists them. */
  async listOfProject(view: View, query: ProjectJobListQueryDto): Promise<JobListPage> {
    const filter = this.filterOf('jobs', query, true);
    if (query.pagination !== undefined) return this.listOfProjectBefore(view, filter, query);
    return this.showPage(view, await this.jobs.listByProject(view.project.id, filter, pageRequest(query)), query);
  }

  private async listOfProjectBefore(view: View, filter: JobFilter, { cursor, per_page: perPage }: ProjectJobListQueryDto): Promise<JobListPage> {
    const before = cursor === undefined ? null : readJobCursor(cursor);
    const { items, next } = await this.jobs.listByProjectBefore(view.project.id, filter, { before, perPage });
    const jobView = await this.viewOf(view, items);
    return new KeysetPage(items.map((job) => toJob(job, jobView)), perPage, next === null ? null : writeJobCursor(next));
  }

  private filterOf(list: JobList, { scope }: Pick<JobListQueryDto, 'scope'>, includeRetried: boolean): JobFilter {
    const { statuses, kinds } = this.model;
    const filter = { kinds: kindsListedIn(kinds, list), includeRetried };
    if (!scope?.length) return filter;
    if (scope.every((status) => inSet(statuses, 'available', 'api.job_scope', status))) {
      return { ...filter, statuses: scope };
    }
    throw new ApiError('parameters_invalid', { problems: ['scope does not have a valid value'] });
  }

  /** Only a bridge can have triggered a pipeline: no statement is spent on lists without one. */
  private async viewOf(view: View, jobs: readonly JobRow[]): Promise<JobView> {
    const bridges = jobs.flatMap(({ kind, id }) => (kind === 'bridge' ? [id] : []));
    const [{ now }, rows] = await Promise.all([this.clock.read(), this.pipelineQueries.listDownstream(bridges, crossProjectViewer(view))]);
    return { ...view, now, model: this.model, downstream: new Map(rows.map((row) => [row.jobId, row])) };
  }
}

/** A page of the jobs of a project, in either way of paging. */
export type JobListPage = Page<JobResponse> | KeysetPage<JobResponse>;
