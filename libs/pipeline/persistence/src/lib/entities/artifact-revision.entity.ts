import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { ArtifactSource } from '../artifacts/artifact-source';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** What somebody who is trusted says that a digest stands for; never changed. */
@Entity('artifact_revisions')
@Index('uq_artifact_revisions', ['projectId', 'digest', 'repository', 'source', 'sha'], { unique: true, where: 'sha IS NOT NULL' })
@Index('uq_artifact_revisions_no_sha', ['projectId', 'digest', 'repository', 'source'], { unique: true, where: 'sha IS NULL' })
@Index('ix_artifact_revisions_digest', ['projectId', 'digest'])
@Index('ix_artifact_revisions_project', ['projectId', 'id'])
@Check('ck_artifact_revisions_digest', CONDITIONS.digest)
@Check('ck_artifact_revisions_source', CONDITIONS.artifactSource)
@Check('ck_artifact_revisions_sha', CONDITIONS.sha)
@Check('ck_artifact_revisions_registered', CONDITIONS.registeredSha)
export class ArtifactRevisionEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_artifact_revisions' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_artifact_revisions_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  /** Of the manifest: `sha256:…`. */
  @Column({ type: 'text' })
  digest: string;

  /** Where it was pushed, or asked for. */
  @Column({ type: 'text' })
  repository: string;

  @Column({ type: 'text' })
  source: ArtifactSource;

  /** Null where the registry has the manifest and it names no revision. */
  @Column({ type: 'text', nullable: true })
  sha: string | null;

  @Column({ type: 'text', nullable: true })
  ref: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  /** When the registry was last asked; null for what was registered. */
  @Column({ name: 'asked_at', type: 'timestamptz', nullable: true })
  askedAt: Instant | null;
}
