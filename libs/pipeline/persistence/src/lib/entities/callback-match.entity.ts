import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { Verdict, VerdictReason } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';

/** What one callback did to one job; without a job or a pipeline where it met none. */
@Entity('callback_matches')
@Index('uq_callback_matches_build', ['buildId', 'callbackId', 'verdict'], { unique: true, where: 'build_id IS NOT NULL' })
@Index('uq_callback_matches_external_job', ['externalJobId', 'callbackId', 'verdict'], {
  unique: true,
  where: 'external_job_id IS NOT NULL',
})
@Index('uq_callback_matches_no_job', ['pipelineId', 'callbackId', 'verdict'], {
  unique: true,
  where: 'build_id IS NULL AND external_job_id IS NULL AND pipeline_id IS NOT NULL',
})
@Index('uq_callback_matches_no_pipeline', ['callbackId', 'verdict'], { unique: true, where: 'pipeline_id IS NULL' })
@Index('ix_callback_matches_callback', ['callbackId'])
@Index('ix_callback_matches_pipeline', ['pipelineId'])
@Check('ck_callback_matches_one_job', CONDITIONS.oneJobAtMost)
@Check('ck_callback_matches_verdict', CONDITIONS.verdict)
export class CallbackMatchEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_callback_matches' })
  id: number;

  @Column({ name: 'callback_id', type: 'uuid' })
  callbackId: string;

  @Column({ name: 'pipeline_id', type: 'bigint', nullable: true })
  pipelineId: number | null;

  @Column({ name: 'build_id', type: 'bigint', nullable: true })
  buildId: number | null;

  @Column({ name: 'external_job_id', type: 'bigint', nullable: true })
  externalJobId: number | null;

  @Column({ type: 'text' })
  verdict: Verdict;

  @Column({ type: 'text' })
  reason: VerdictReason;

  @Column({ type: 'timestamptz' })
  at: Instant;
}
