import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** A commit with the whole tree of files it stands for. */
@Entity('commits')
@Unique('uq_commits_sha', ['projectId', 'sha'])
@Index('ix_commits_parent', ['projectId', 'parentSha'], { where: 'parent_sha IS NOT NULL' })
@Check('ck_commits_sha', CONDITIONS.sha)
export class CommitEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_commits' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_commits_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ type: 'text' })
  sha: string;

  @Column({ name: 'parent_sha', type: 'text', nullable: true })
  parentSha: string | null;

  @Column({ type: 'text' })
  message: string;

  @Column({ name: 'author_name', type: 'text' })
  authorName: string;

  /** Null in commits of before. */
  @Column({ name: 'author_email', type: 'text', nullable: true })
  authorEmail: string | null;

  /** Path to content. */
  @Column({ type: 'jsonb' })
  files: Readonly<Record<string, string>>;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;
}
