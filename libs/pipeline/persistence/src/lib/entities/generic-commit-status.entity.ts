import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { FailureReason, Status } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { JobId } from './job-columns';
import { PipelineEntity } from './pipeline.entity';
import { StageEntity } from './stage.entity';

/** A commit status: reported from outside and never processed, so it has nothing of a job that a configuration makes. */
@Entity('generic_commit_statuses')
@Unique('uq_generic_commit_statuses_attempt', ['pipelineId', 'name', 'attempt'])
@Index('uq_generic_commit_statuses_latest', ['pipelineId', 'name'], { unique: true, where: 'NOT retried' })
@Index('ix_generic_commit_statuses_stage', ['stageId'])
@Check('ck_generic_commit_statuses_status', CONDITIONS.genericStatus)
@Check('ck_generic_commit_statuses_attempt', CONDITIONS.attempt)
@Check('ck_generic_commit_statuses_finished', CONDITIONS.finished)
export class GenericCommitStatusEntity {
  @JobId('pk_generic_commit_statuses')
  id: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_generic_commit_statuses_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @ForeignKey(() => StageEntity, { name: 'fk_generic_commit_statuses_stage', onDelete: 'CASCADE' })
  @Column({ name: 'stage_id', type: 'bigint' })
  stageId: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  status: Status;

  /** The user who reports it: nobody else's is found by its name. */
  @Column({ type: 'text' })
  author: string;

  /** Counts the statuses of its name: one that has ended is followed by another. */
  @Column({ type: 'integer' })
  attempt: number;

  /** True once a newer one has taken its place. */
  @Column({ type: 'boolean' })
  retried: boolean;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ name: 'target_url', type: 'text', nullable: true })
  targetUrl: string | null;

  /** Percent. */
  @Column({ type: 'double precision', nullable: true })
  coverage: number | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt: Instant | null;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Instant | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Instant | null;

  @Column({ name: 'failure_reason', type: 'text', nullable: true })
  failureReason: FailureReason | null;
}
