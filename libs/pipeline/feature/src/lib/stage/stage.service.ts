import { Injectable } from '@nestjs/common';
import type { StageResponse } from '@holdpoint/pipeline-contract';
import { compositeStatus, type CiModel } from '@holdpoint/pipeline-domain';
import { StageQueries, type StageRow } from '@holdpoint/pipeline-persistence';
import { ActiveCiModel } from '../core/active-ci-model';
import { PipelineReader } from '../pipeline/pipeline-reader';
import { detailedStatus } from '../status/detailed-status';
import { pagePath, type View } from '../view/view';

/** Shows stages. */
@Injectable()
export class StageService {
  constructor(
    private readonly reader: PipelineReader,
    private readonly stages: StageQueries,
    private readonly model: ActiveCiModel,
  ) {}

  async list(view: View, pipelineId: number): Promise<readonly StageResponse[]> {
    await this.reader.find(view, pipelineId);
    const stages = await this.stages.listByPipeline(pipelineId);
    return stages.map((stage) => toStage(this.model, stage, view));
  }
}

function toStage(model: CiModel, { id, pipelineId, name, position, status, states }: StageRow, { project }: View): StageResponse {
  const page = pagePath(project, `/-/pipelines/${pipelineId}#${encodeURIComponent(name)}`);
  const { warnings } = compositeStatus(model.statuses, 'fold.stage', states);
  return { id, pipeline_id: pipelineId, name, position, status, detailed_status: detailedStatus(status, page, warnings) };
}
