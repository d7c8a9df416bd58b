import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { DeploymentStatus } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { EnvironmentEntity } from './environment.entity';
import { PipelineEntity } from './pipeline.entity';
import { ProjectEntity } from './project.entity';

/** What an attempt of a job has deployed, or is about to. */
@Entity('deployments')
@Unique('uq_deployments_iid', ['projectId', 'iid'])
@Unique('uq_deployments_job', ['jobId'])
@Index('ix_deployments_environment', ['environmentId', 'status', 'finishedAt', 'id'])
@Index('ix_deployments_pipeline', ['pipelineId'])
@Check('ck_deployments_sha', CONDITIONS.sha)
@Check('ck_deployments_status', CONDITIONS.deploymentStatus)
@Check('ck_deployments_finished', CONDITIONS.deploymentFinished)
export class DeploymentEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_deployments' })
  id: number;

  /** Counts the deployments of the project, without gaps. */
  @Column({ type: 'integer' })
  iid: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_deployments_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @ForeignKey(() => EnvironmentEntity, { name: 'fk_deployments_environment', onDelete: 'CASCADE' })
  @Column({ name: 'environment_id', type: 'bigint' })
  environmentId: number;

  /** A build, a bridge or an external job. */
  @Column({ name: 'job_id', type: 'bigint' })
  jobId: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_deployments_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @Column({ type: 'text' })
  ref: string;

  @Column({ type: 'text' })
  sha: string;

  @Column({ type: 'text' })
  status: DeploymentStatus;

  /** Who has made the pipeline. */
  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Instant;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Instant | null;
}
