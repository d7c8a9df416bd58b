import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { JobWhen, RetryPlan } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { JobColumns, JobId } from './job-columns';
import { PipelineEntity } from './pipeline.entity';
import { StageEntity } from './stage.entity';

/** A build or a bridge: one table, as in GitLab. */
@Entity('builds')
@Unique('uq_builds_attempt', ['pipelineId', 'name', 'attempt'])
@Index('uq_builds_latest', ['pipelineId', 'name'], { unique: true, where: 'NOT retried' })
@Index('ix_builds_stage', ['stageId'])
@Check('ck_builds_type', CONDITIONS.buildType)
@Check('ck_builds_status', CONDITIONS.buildStatus)
@Check('ck_builds_when', CONDITIONS.when)
@Check('ck_builds_timed', CONDITIONS.buildTimed)
@Check('ck_builds_attempt', CONDITIONS.attempt)
@Check('ck_builds_scheduling_type', CONDITIONS.schedulingType)
@Check('ck_builds_timeout', CONDITIONS.jobTimeout)
@Check('ck_builds_finished', CONDITIONS.finished)
@Check('ck_builds_deadline', CONDITIONS.deadlineAfterStart)
export class BuildEntity extends JobColumns {
  @JobId('pk_builds')
  id: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_builds_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @ForeignKey(() => StageEntity, { name: 'fk_builds_stage', onDelete: 'CASCADE' })
  @Column({ name: 'stage_id', type: 'bigint' })
  stageId: number;

  @Column({ type: 'text' })
  type: 'build' | 'bridge';

  @Column({ type: 'text' })
  when: JobWhen;

  @Column({ name: 'start_in_ms', type: 'bigint', nullable: true })
  startInMs: number | null;

  @Column({ type: 'jsonb', nullable: true })
  retry: RetryPlan | null;

  @Column({ name: 'enqueue_immediately', type: 'boolean' })
  enqueueImmediately: boolean;

  @Column({ name: 'queued_at', type: 'timestamptz', nullable: true })
  queuedAt: Instant | null;

  @Column({ name: 'scheduled_at', type: 'timestamptz', nullable: true })
  scheduledAt: Instant | null;
}
