import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { CONDITIONS } from '../schema/vocabulary';
import { BuildEntity } from './build.entity';
import { ExternalJobEntity } from './external-job.entity';

/** One entry of `needs`: the dependent by key, the needed job by name, which means its latest attempt. */
@Entity('needs')
@Index('uq_needs_build', ['buildId', 'position'], { unique: true, where: 'build_id IS NOT NULL' })
@Index('uq_needs_external_job', ['externalJobId', 'position'], {
  unique: true,
  where: 'external_job_id IS NOT NULL',
})
@Check('ck_needs_one_job', CONDITIONS.oneJob)
export class NeedEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_needs' })
  id: number;

  @ForeignKey(() => BuildEntity, { name: 'fk_needs_build', onDelete: 'CASCADE' })
  @Column({ name: 'build_id', type: 'bigint', nullable: true })
  buildId: number | null;

  @ForeignKey(() => ExternalJobEntity, { name: 'fk_needs_external_job', onDelete: 'CASCADE' })
  @Column({ name: 'external_job_id', type: 'bigint', nullable: true })
  externalJobId: number | null;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'boolean' })
  optional: boolean;
}
