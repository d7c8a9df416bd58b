import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import { CONDITIONS } from '../schema/vocabulary';

/** An access token, of which only the digest is kept. */
@Entity('access_tokens')
@Unique('uq_access_tokens_digest', ['tokenDigest'])
@Check('ck_access_tokens_digest', CONDITIONS.tokenDigest)
export class AccessTokenEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_access_tokens' })
  id: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  username: string;

  /** SHA-256 of the token, in hexadecimal. */
  @Column({ name: 'token_digest', type: 'text' })
  tokenDigest: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Instant | null;
}
