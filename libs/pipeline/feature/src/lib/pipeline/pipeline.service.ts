import { Injectable } from '@nestjs/common';
import { ActOnPipeline, CreatePipeline, DeletePipeline } from '@holdpoint/pipeline-application';
import type {
  HistoryEntryResponse,
  PipelineResponse,
  PipelineSummaryResponse,
  PipelineVariableResponse,
} from '@holdpoint/pipeline-contract';
import { compositeStatus } from '@holdpoint/pipeline-domain';
import { HistoryQueries, PipelineNames, PipelineQueries, type PipelineDetailRow } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { afterChange } from '../core/after-change';
import { refusalError } from '../core/refusals';
import { ApiError } from '../http/error/api-error';
import { Page } from '../http/page/page';
import type { PageQueryDto } from '../http/page/page-query.dto';
import { pageRequest, toPage } from '../http/page/to-page';
import { RepositoryService } from '../project/repository.service';
import { crossProjectViewer, type View } from '../view/view';
import type { CreatePipelineDto } from './create-pipeline.dto';
import { toFilter } from './pipeline-filter';
import type { PipelineListQueryDto } from './pipeline-list.dto';
import { PipelineReader } from './pipeline-reader';
import { toHistoryEntry, toPipeline, toPipelineSummary, toVariable } from './pipeline-responses';
import { toVariables } from './pipeline-variables';

/** Makes, shows, names, cancels, retries and deletes pipelines. */
@Injectable()
export class PipelineService {
  constructor(
    private readonly reader: PipelineReader,
    private readonly repository: RepositoryService,
    private readonly pipelines: PipelineQueries,
    private readonly histories: HistoryQueries,
    private readonly createPipeline: CreatePipeline,
    private readonly actOnPipeline: ActOnPipeline,
    private readonly deletePipeline: DeletePipeline,
    private readonly names: PipelineNames,
    private readonly model: ActiveCiModel,
  ) {}

  async list(view: View, query: PipelineListQueryDto): Promise<Page<PipelineSummaryResponse>> {
    const filter = toFilter(this.model, query);
    if (!filter) return new Page<PipelineSummaryResponse>([], query.page, query.per_page, 0, false);
    const page = await this.pipelines.list(view.project.id, filter, pageRequest(query));
    return toPage(page, query, (pipeline) => toPipelineSummary(pipeline, view));
  }

  async create(view: View, { ref, variables }: CreatePipelineDto, username: string): Promise<PipelineResponse> {
    const created = await this.createPipeline.execute({
      projectId: view.project.id,
      ref,
      source: 'api',
      createdBy: username,
      variables: toVariables(variables),
    });
    if (!created.ok) throw refusalError(created.error.code, created.error.messages);
    return afterChange(this.get(view, created.value.id));
  }

  /** That of the head of the branch: an older commit's says nothing of the branch. Source: GitLab's `Project#latest_pipeline`. */
  async latest(view: View, ref = view.project.defaultBranch): Promise<PipelineResponse> {
    const branch = await this.repository.findBranch(view, ref);
    const pipeline = branch && (await this.pipelines.findLatest(view.project.id, branch.name, branch.commit.sha));
    if (!pipeline) throw new ApiError('pipeline_missing');
    return this.show(pipeline, view);
  }

  async get(view: View, id: number): Promise<PipelineResponse> {
    return this.show(await this.reader.find(view, id), view);
  }

  private async show(pipeline: PipelineDetailRow, view: View): Promise<PipelineResponse> {
    const source = await this.pipelines.findSource(pipeline.id, crossProjectViewer(view));
    const { warnings } = compositeStatus(this.model.statuses, 'fold.pipeline', pipeline.states);
    return toPipeline(pipeline, view, { source, warnings });
  }

  async variables(view: View, id: number): Promise<readonly PipelineVariableResponse[]> {
    const { variables } = await this.reader.find(view, id);
    return variables.map(toVariable);
  }

  /** `seq` counts without gaps, so a page is found by it: reading far down the list costs no more. */
  async history(view: View, id: number, query: PageQueryDto): Promise<Page<HistoryEntryResponse>> {
    await this.reader.find(view, id);
    const { page, perPage } = pageRequest(query);
    const lines = await this.histories.listByPipeline(id, { afterSeq: (page - 1) * perPage, limit: perPage + 1 });
    return new Page(lines.slice(0, perPage).map(toHistoryEntry), page, perPage, null, lines.length > perPage);
  }

  /** GitLab answers 200 with the pipeline even when there was nothing to cancel. */
  async cancel(view: View, id: number, actor: string): Promise<PipelineResponse> {
    const done = await this.actOnPipeline.execute(view.project.id, id, { type: 'cancel_pipeline', actor });
    if (!done.ok && done.error !== 'pipeline_not_cancelable') throw refusalError(done.error);
    return afterChange(this.get(view, id));
  }

  async retry(view: View, id: number, actor: string): Promise<PipelineResponse> {
    const done = await this.actOnPipeline.execute(view.project.id, id, { type: 'retry_pipeline', actor });
    if (!done.ok) throw refusalError(done.error);
    return afterChange(this.get(view, id));
  }

  async rename(view: View, id: number, name: string): Promise<PipelineResponse> {
    if (!(await this.names.rename(view.project.id, id, name))) throw new ApiError('pipeline_not_found');
    return afterChange(this.get(view, id));
  }

  async delete({ project }: View, id: number, actor: string): Promise<void> {
    const done = await this.deletePipeline.execute(project.id, id, actor);
    if (!done.ok) throw refusalError(done.error);
  }
}
