import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { ExternalEvent } from '@holdpoint/pipeline-domain';

/** An inbound report about external work; never changed but for the count of its calls. */
@Entity('callbacks')
@Index('ix_callbacks_received_at', ['projectId', 'receivedAt', 'id'])
@Index('ix_callbacks_occurrence', ['projectId', 'occurrence'], { where: 'occurrence IS NOT NULL' })
export class CallbackEntity {
  /** A UUID, version 7. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_callbacks' })
  id: string;

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

  /** What a receiver has read; null for a callback that names its job. */
  @Column({ type: 'jsonb', nullable: true })
  event: ExternalEvent | null;

  /** The same for every delivery of one event and for no other; null where nothing depends on that. */
  @Column({ type: 'text', nullable: true })
  occurrence: string | null;
}
