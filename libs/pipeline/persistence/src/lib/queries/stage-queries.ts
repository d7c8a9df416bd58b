import type { PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { StageEntity } from '../entities/stage.entity';

/** A stage of a pipeline. */
export interface StageRow {
  readonly id: number;
  readonly pipelineId: PipelineId;
  readonly name: string;
  readonly position: number;
  readonly status: Status;
}

/** Reads stages; takes no locks. */
export class StageQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The stages of a pipeline in order of position. */
  async listByPipeline(pipelineId: PipelineId): Promise<readonly StageRow[]> {
    const stages = await this.dataSource.manager.find(StageEntity, { where: { pipelineId }, order: { position: 'ASC' } });
    return stages.map(({ id, name, position, status }) => ({ id, pipelineId, name, position, status }));
  }
}
