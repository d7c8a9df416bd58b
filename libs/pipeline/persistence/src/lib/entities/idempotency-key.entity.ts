import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { LedgerMatch } from '@holdpoint/pipeline-domain';
import { ProjectEntity } from './project.entity';

/** An `Idempotency-Key` that a caller has used, with the callback that stands for it. */
@Entity('idempotency_keys')
@Index('ix_idempotency_keys_claimed_at', ['claimedAt'])
export class IdempotencyKeyEntity {
  @ForeignKey(() => ProjectEntity, { name: 'fk_idempotency_keys_project', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'project_id', type: 'bigint', primaryKeyConstraintName: 'pk_idempotency_keys' })
  projectId: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_keys' })
  actor: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_keys' })
  key: string;

  /** SHA-256 of the request: the same key with another request is refused. */
  @Column({ name: 'request_digest', type: 'text' })
  requestDigest: string;

  @Column({ name: 'callback_id', type: 'uuid' })
  callbackId: string;

  /** What the call was answered; null while it is under way. */
  @Column({ type: 'jsonb', nullable: true })
  matches: readonly LedgerMatch[] | null;

  @Column({ name: 'claimed_at', type: 'timestamptz' })
  claimedAt: Instant;
}
