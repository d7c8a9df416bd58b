import { Injectable } from '@nestjs/common';
import type { StageResponse } from '@holdpoint/pipeline-contract';
import { compositeStatus, HOLDPOINT_CI_MODEL } from '@holdpoint/pipeline-domain';
import { StageQueries, type StageRow } from '@holdpoint/pipeline-persistence';
import { PipelineReader } from '../pipeline/pipeline-reader';
import { detailedStatus } from '../status/detailed-status';
import { pagePath, type View } from '../view/view';

/** Shows stages. */
@Injectable()
export class StageService {
  constructor(
    private readonly reader: PipelineReader,
    private readonly stages: StageQueries,
  ) {}

  async list(view: View, pipelineId: number): Promise<readonly StageResponse[]> {
    await this.reader.find(view, pipelineId);
    const stages = await this.stages.listByPipeline(pipelineId);
    return stages.map((stage) => toStage(stage, view));
  }
}

function toStage({ id, pipelineId, name, position, status, states }: StageRow, { project }: View): StageResponse {
  const page = pagePath(project, `/-/pipelines/${pipelineId}#${encodeURIComponent(name)}`);
  const { warnings } = compositeStatus(HOLDPOINT_CI_MODEL.statuses, 'fold.stage', states);
  return { id, pipeline_id: pipelineId, name, position, status, detailed_status: detailedStatus(status, page, warnings) };
}
