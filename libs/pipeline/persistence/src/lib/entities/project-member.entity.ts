import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { AccessLevel } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';
import { UserEntity } from './user.entity';

/** What a user may do in a project. */
@Entity('project_members')
@Index('ix_project_members_user', ['userId'])
@Check('ck_project_members_access_level', CONDITIONS.accessLevel)
export class ProjectMemberEntity {
  @ForeignKey(() => ProjectEntity, { name: 'fk_project_members_project', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'project_id', type: 'bigint', primaryKeyConstraintName: 'pk_project_members' })
  projectId: number;

  @ForeignKey(() => UserEntity, { name: 'fk_project_members_user', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_project_members' })
  userId: number;

  @Column({ name: 'access_level', type: 'smallint' })
  accessLevel: AccessLevel;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;
}
