import type { FoldedJob, PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { DataSource } from 'typeorm';
import { StageEntity } from '../entities/stage.entity';
import { selectRows } from '../sql/select-rows';

/** A stage of a pipeline. */
export interface StageRow {
  readonly id: number;
  readonly pipelineId: PipelineId;
  readonly name: string;
  readonly position: number;
  readonly status: Status;
  /** What its latest jobs are in, each pair once. */
  readonly states: readonly FoldedJob[];
}

/** SQL for what jobs are in, each pair once. */
export const JOB_STATES = "coalesce(jsonb_agg(DISTINCT jsonb_build_object('status', status, 'allowFailure', allow_failure)), '[]')";

const STATES_BY_STAGE = `SELECT stage_id AS "stageId", ${JOB_STATES} AS states
  FROM processables WHERE pipeline_id = $1 AND NOT retried GROUP BY stage_id`;

/** Reads stages; takes no locks. */
export class StageQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The stages of a pipeline in order of position. */
  async listByPipeline(pipelineId: PipelineId): Promise<readonly StageRow[]> {
    const stages = await this.dataSource.manager.find(StageEntity, { where: { pipelineId }, order: { position: 'ASC' } });
    const folded = await selectRows<Pick<StageRow, 'states'> & { readonly stageId: number }>(this.dataSource, STATES_BY_STAGE, [pipelineId]);
    const states = new Map(folded.map((row) => [row.stageId, row.states]));
    return stages.map(({ id, name, position, status }) => ({ id, pipelineId, name, position, status, states: states.get(id) ?? [] }));
  }
}
