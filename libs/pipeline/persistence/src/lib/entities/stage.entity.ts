import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Status } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { PipelineEntity } from './pipeline.entity';

/** A stage of a pipeline. */
@Entity('stages')
@Unique('uq_stages_position', ['pipelineId', 'position'])
@Check('ck_stages_status', CONDITIONS.stageStatus)
export class StageEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stages' })
  id: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_stages_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text' })
  status: Status;
}
