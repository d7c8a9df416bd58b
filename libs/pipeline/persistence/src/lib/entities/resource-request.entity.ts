import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { RequestState } from '@holdpoint/pipeline-domain';
import { IS_HELD } from '../resource-groups/request-sql';
import { CONDITIONS } from '../schema/vocabulary';
import { PipelineEntity } from './pipeline.entity';
import { ResourceGroupEntity } from './resource-group.entity';

/** What a job that is not over wants of its resource group; of one group a single job has the resource. */
@Entity('resource_requests')
@Index('uq_resource_requests_holder', ['resourceGroupId'], { unique: true, where: IS_HELD })
@Index('ix_resource_requests_line', ['resourceGroupId', 'pipelineId', 'jobId'])
@Index('ix_resource_requests_pipeline', ['pipelineId'])
@Check('ck_resource_requests_state', CONDITIONS.requestState)
export class ResourceRequestEntity {
  /** A build, a bridge or an external job. */
  @PrimaryColumn({ name: 'job_id', type: 'bigint', primaryKeyConstraintName: 'pk_resource_requests' })
  jobId: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_resource_requests_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @ForeignKey(() => ResourceGroupEntity, { name: 'fk_resource_requests_group', onDelete: 'CASCADE' })
  @Column({ name: 'resource_group_id', type: 'bigint' })
  resourceGroupId: number;

  @Column({ type: 'text' })
  state: RequestState;
}
