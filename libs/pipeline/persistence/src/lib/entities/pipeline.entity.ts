import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { AutoCancelPlan, GivenVariable, Status } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** A pipeline. */
@Entity('pipelines')
@Unique('uq_pipelines_iid', ['projectId', 'iid'])
@Index('ix_pipelines_project', ['projectId', 'id'])
@Index('ix_pipelines_ref', ['projectId', 'ref', 'id'])
@Index('ix_pipelines_sha', ['projectId', 'sha', 'id'])
@Check('ck_pipelines_status', CONDITIONS.pipelineStatus)
@Check('ck_pipelines_on_job_failure', CONDITIONS.onJobFailure)
@Check('ck_pipelines_on_new_commit', CONDITIONS.onNewCommit)
@Check('ck_pipelines_finished', CONDITIONS.finished)
export class PipelineEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_pipelines' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_pipelines_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  /** Counts within the project. */
  @Column({ type: 'integer' })
  iid: number;

  @Column({ type: 'text' })
  ref: string;

  @Column({ type: 'text' })
  sha: string;

  @Column({ type: 'text' })
  source: string;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'text' })
  status: Status;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ type: 'jsonb' })
  variables: readonly GivenVariable[];

  @Column({ name: 'auto_cancel_on_job_failure', type: 'text' })
  autoCancelOnJobFailure: AutoCancelPlan['onJobFailure'];

  @Column({ name: 'auto_cancel_on_new_commit', type: 'text', default: 'none' })
  autoCancelOnNewCommit: AutoCancelPlan['onNewCommit'];

  /** Counts the passes that changed the pipeline. */
  @Column({ type: 'integer', default: 0 })
  version: number;

  @Column({ name: 'history_seq', type: 'integer', default: 0 })
  historySeq: number;

  @Column({ name: 'duration_ms', type: 'bigint', nullable: true })
  durationMs: number | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Instant;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Instant | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Instant | null;
}
