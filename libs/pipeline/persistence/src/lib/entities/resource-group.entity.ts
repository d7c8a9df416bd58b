import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { ProcessMode } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** A resource that one job of the project has at a time; made with the first pipeline that names it. */
@Entity('resource_groups')
@Unique('uq_resource_groups_key', ['projectId', 'key'])
@Check('ck_resource_groups_process_mode', CONDITIONS.processMode)
export class ResourceGroupEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_resource_groups' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_resource_groups_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ type: 'text' })
  key: string;

  @Column({ name: 'process_mode', type: 'text' })
  processMode: ProcessMode;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Instant;
}
