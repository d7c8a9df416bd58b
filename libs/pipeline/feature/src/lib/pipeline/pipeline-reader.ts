import { Injectable } from '@nestjs/common';
import { PipelineQueries, type PipelineDetailRow } from '@holdpoint/pipeline-persistence';
import { ApiError } from '../http/error/api-error';
import type { View } from '../view/view';

/** Finds a pipeline of a project, or answers that there is none. */
@Injectable()
export class PipelineReader {
  constructor(private readonly pipelines: PipelineQueries) {}

  async find({ project }: Pick<View, 'project'>, id: number): Promise<PipelineDetailRow> {
    const pipeline = await this.pipelines.find(project.id, id);
    if (!pipeline) throw new ApiError('pipeline_not_found');
    return pipeline;
  }
}
