import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import { ProjectEntity } from './project.entity';

/** An inbound report about external work; never changed. */
@Entity('callbacks')
@Index('ix_callbacks_received_at', ['projectId', 'receivedAt', 'id'])
export class CallbackEntity {
  /** A UUID, version 7. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_callbacks' })
  id: string;

  @ForeignKey(() => ProjectEntity, { name: 'fk_callbacks_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ type: 'text' })
  provider: string;

  @Column({ type: 'text' })
  actor: string;

  @Column({ type: 'jsonb' })
  request: Readonly<Record<string, unknown>>;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Instant;

  /** The callback that an operator has replayed by this one. */
  @Column({ name: 'replay_of', type: 'uuid', nullable: true })
  replayOf: string | null;

  /** How often it was sent under one `Idempotency-Key`. */
  @Column({ type: 'integer', default: 1 })
  calls: number;
}
