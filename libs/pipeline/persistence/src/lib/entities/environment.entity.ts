import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { EnvironmentState, EnvironmentTier } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** Something that jobs of the project deploy to; made with the first pipeline that names it. */
@Entity('environments')
@Unique('uq_environments_name', ['projectId', 'name'])
@Check('ck_environments_tier', CONDITIONS.environmentTier)
@Check('ck_environments_state', CONDITIONS.environmentState)
export class EnvironmentEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_environments' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_environments_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  tier: EnvironmentTier;

  /** `environment:url` of the job that has last deployed to it. */
  @Column({ name: 'external_url', type: 'text', nullable: true })
  externalUrl: string | null;

  @Column({ type: 'text' })
  state: EnvironmentState;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Instant;
}
