import type { Instant } from '@holdpoint/kernel';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PipelineEntity } from './pipeline.entity';

/** When a pipeline must be looked at even if nobody asks; one in which nothing can fall due has none. */
@Entity('pipeline_wake_ups')
@Index('ix_pipeline_wake_ups_wake_at', ['wakeAt'])
export class PipelineWakeUpEntity {
  @ForeignKey(() => PipelineEntity, { name: 'fk_pipeline_wake_ups_pipeline', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'pipeline_id', type: 'bigint', primaryKeyConstraintName: 'pk_pipeline_wake_ups' })
  pipelineId: number;

  @Column({ name: 'wake_at', type: 'timestamptz' })
  wakeAt: Instant;
}
