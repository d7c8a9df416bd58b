import { Check, Column, Entity, ForeignKey, Generated, Index, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { ReportedFailure } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { JobColumns, JobId } from './job-columns';
import { PipelineEntity } from './pipeline.entity';
import { StageEntity } from './stage.entity';

/** A job whose work happens outside: no runner, queue, timer or automatic retry, so none of their columns. */
@Entity('external_jobs')
@Unique('uq_external_jobs_attempt', ['pipelineId', 'name', 'attempt'])
@Index('uq_external_jobs_latest', ['pipelineId', 'name'], { unique: true, where: 'NOT retried' })
@Index('ix_external_jobs_stage', ['stageId'])
@Index('ix_external_jobs_match_key', ['projectId', 'matchKey', 'id'], { where: 'match_key IS NOT NULL AND NOT retried' })
@Check('ck_external_jobs_progress', CONDITIONS.progressPercent)
@Check('ck_external_jobs_canceling', CONDITIONS.cancelTimed)
@Check('ck_external_jobs_status', CONDITIONS.externalStatus)
@Check('ck_external_jobs_timed', CONDITIONS.externalTimed)
@Check('ck_external_jobs_attempt', CONDITIONS.attempt)
@Check('ck_external_jobs_scheduling_type', CONDITIONS.schedulingType)
@Check('ck_external_jobs_timeout', CONDITIONS.jobTimeout)
@Check('ck_external_jobs_finished', CONDITIONS.finished)
@Check('ck_external_jobs_deadline', CONDITIONS.deadlineAfterStart)
export class ExternalJobEntity extends JobColumns {
  @JobId('pk_external_jobs')
  id: number;

  @ForeignKey(() => PipelineEntity, { name: 'fk_external_jobs_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @ForeignKey(() => StageEntity, { name: 'fk_external_jobs_stage', onDelete: 'CASCADE' })
  @Column({ name: 'stage_id', type: 'bigint' })
  stageId: number;

  /** The pipeline's, by which jobs of a match key are found. */
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  /** What `external:match` says, by which callbacks and events find the job. */
  @Column({ name: 'match_key', type: 'text', nullable: true })
  matchKey: string | null;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', nullable: true })
  heartbeatAt: Instant | null;

  @Column({ name: 'cancel_deadline_at', type: 'timestamptz', nullable: true })
  cancelDeadlineAt: Instant | null;

  @Column({ name: 'progress_percent', type: 'smallint', nullable: true })
  progressPercent: number | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ name: 'target_url', type: 'text', nullable: true })
  targetUrl: string | null;

  /** When the failures happened that were reported and have not ended the job, in epoch milliseconds. */
  @Column({ name: 'reported_failures', type: 'jsonb', nullable: true })
  reportedFailures: readonly ReportedFailure[] | null;

  /** True when a report has ended the job, or has acknowledged its cancel. */
  @Column({ name: 'ended_by_report', type: 'boolean', default: false })
  endedByReport: boolean;

  /** What the token of this attempt is derived from, with a key of the server. */
  @Generated('uuid')
  @Column({ name: 'token_nonce', type: 'uuid' })
  tokenNonce: string;

  /** The key; null until somebody asks for the token. */
  @Column({ name: 'token_key_id', type: 'text', nullable: true })
  tokenKeyId: string | null;
}
