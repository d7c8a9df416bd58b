import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BuildEntity } from './build.entity';
import { PipelineEntity } from './pipeline.entity';

/** The bridge that has triggered a pipeline. */
@Entity('pipeline_sources')
@Unique('uq_pipeline_sources_job', ['sourceJobId'])
@Index('ix_pipeline_sources_source', ['sourcePipelineId'])
export class PipelineSourceEntity {
  @ForeignKey(() => PipelineEntity, { name: 'fk_pipeline_sources_pipeline', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'pipeline_id', type: 'bigint', primaryKeyConstraintName: 'pk_pipeline_sources' })
  pipelineId: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_pipeline_sources_source', onDelete: 'CASCADE' })
  @Column({ name: 'source_pipeline_id', type: 'bigint' })
  sourcePipelineId: number;

  @ForeignKey(() => BuildEntity, { name: 'fk_pipeline_sources_job', onDelete: 'CASCADE' })
  @Column({ name: 'source_job_id', type: 'bigint' })
  sourceJobId: number;
}
