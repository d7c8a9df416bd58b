import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { RefusedCallSample } from '@holdpoint/pipeline-application';
import { ProjectEntity } from './project.entity';

/** The calls that a receiver refused for one reason in one minute, or in one day. */
@Entity('refused_calls')
@Index('uq_refused_calls_project', ['projectId', 'minute', 'receiver', 'reason'], {
  unique: true,
  where: 'project_id IS NOT NULL',
})
@Index('ix_refused_calls_minute', ['minute'], { where: 'NOT whole_day' })
@Index('uq_refused_calls_no_project', ['minute', 'receiver', 'reason'], { unique: true, where: 'project_id IS NULL' })
export class RefusedCallEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_refused_calls' })
  id: number;

  /** Null where the address names no project. */
  @ForeignKey(() => ProjectEntity, { name: 'fk_refused_calls_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint', nullable: true })
  projectId: number | null;

  /** Where the calls came in: `pipeline_callback`, `receiver:` and a number, or `receiver`. */
  @Column({ type: 'text' })
  receiver: string;

  /** The code of the error that answered them. */
  @Column({ type: 'text' })
  reason: string;

  /** With `wholeDay` the first of the day (UTC). */
  @Column({ type: 'timestamptz' })
  minute: Instant;

  @Column({ type: 'integer' })
  calls: number;

  /** One of the calls, without anything secret; null where one of the same hour has it. */
  @Column({ type: 'jsonb', nullable: true })
  sample: RefusedCallSample | null;

  /** True once its minutes are counted together. */
  @Column({ name: 'whole_day', type: 'boolean', default: false })
  wholeDay: boolean;
}
