import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** A repository of a registry that is asked what a digest stands for. */
@Entity('registries')
@Unique('uq_registries_repository', ['projectId', 'repository'])
@Check('ck_registries_credentials', CONDITIONS.credentials)
export class RegistryEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_registries' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_registries_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  /** `host[:port]/name`. */
  @Column({ type: 'text' })
  repository: string;

  @Column({ type: 'text', nullable: true })
  username: string | null;

  /** Encrypted. */
  @Column({ type: 'text', nullable: true })
  password: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;
}
