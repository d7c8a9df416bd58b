import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { CauseType, Status } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';

/** One step of a job; numbered within its pipeline without gaps. */
@Entity('job_history')
@Index('uq_job_history_build_ending', ['buildId'], { unique: true, where: 'ending AND build_id IS NOT NULL' })
@Index('uq_job_history_external_job_ending', ['externalJobId'], {
  unique: true,
  where: 'ending AND external_job_id IS NOT NULL',
})
@Index('uq_job_history_generic_commit_status_ending', ['genericCommitStatusId'], {
  unique: true,
  where: 'ending AND generic_commit_status_id IS NOT NULL',
})
@Index('ix_job_history_build', ['buildId', 'seq'], { where: 'build_id IS NOT NULL' })
@Index('ix_job_history_external_job', ['externalJobId', 'seq'], { where: 'external_job_id IS NOT NULL' })
@Index('ix_job_history_generic_commit_status', ['genericCommitStatusId', 'seq'], { where: 'generic_commit_status_id IS NOT NULL' })
@Check('ck_job_history_one_job', CONDITIONS.oneJobOfAnyTable)
@Check('ck_job_history_from_status', CONDITIONS.fromStatus)
@Check('ck_job_history_to_status', CONDITIONS.toStatus)
@Check('ck_job_history_ending', CONDITIONS.ending)
@Check('ck_job_history_cause', CONDITIONS.cause)
export class JobHistoryEntity {
  @PrimaryColumn({ name: 'pipeline_id', type: 'bigint', primaryKeyConstraintName: 'pk_job_history' })
  pipelineId: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_job_history' })
  seq: number;

  @Column({ name: 'build_id', type: 'bigint', nullable: true })
  buildId: number | null;

  @Column({ name: 'external_job_id', type: 'bigint', nullable: true })
  externalJobId: number | null;

  @Column({ name: 'generic_commit_status_id', type: 'bigint', nullable: true })
  genericCommitStatusId: number | null;

  @Column({ type: 'text' })
  event: string;

  @Column({ name: 'from_status', type: 'text' })
  fromStatus: Status;

  @Column({ name: 'to_status', type: 'text' })
  toStatus: Status;

  @Column({ type: 'text' })
  cause: CauseType;

  @Column({ type: 'text', nullable: true })
  actor: string | null;

  @Column({ type: 'timestamptz' })
  at: Instant;

  @Column({ type: 'boolean' })
  ending: boolean;
}
