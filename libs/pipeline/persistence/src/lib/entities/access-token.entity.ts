import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { TokenScope } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';
import { UserEntity } from './user.entity';

/** An access token, of which only the digest is kept. */
@Entity('access_tokens')
@Unique('uq_access_tokens_digest', ['tokenDigest'])
@Index('ix_access_tokens_user', ['userId', 'id'])
@Index('ix_access_tokens_project', ['projectId', 'id'])
@Check('ck_access_tokens_digest', CONDITIONS.tokenDigest)
@Check('ck_access_tokens_scopes', CONDITIONS.tokenScopes)
export class AccessTokenEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_access_tokens' })
  id: number;

  @Column({ type: 'text' })
  name: string;

  /** Whom it stands for. */
  @ForeignKey(() => UserEntity, { name: 'fk_access_tokens_user', onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'bigint' })
  userId: number;

  /** The one project that it opens; null for a personal token. */
  @ForeignKey(() => ProjectEntity, { name: 'fk_access_tokens_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint', nullable: true })
  projectId: number | null;

  @Column({ type: 'text', array: true })
  scopes: readonly TokenScope[];

  /** SHA-256 of the token, in hexadecimal. */
  @Column({ name: 'token_digest', type: 'text' })
  tokenDigest: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  /** From when on it is refused; null for one that the operator has set. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Instant | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Instant | null;
}
