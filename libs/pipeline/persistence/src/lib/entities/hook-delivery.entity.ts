import { Check, Column, Entity, ForeignKey, Generated, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { HookEvent } from '@holdpoint/pipeline-domain';
import type { DeliveryState } from '../hooks/delivery-state';
import { CONDITIONS } from '../schema/vocabulary';
import { ExternalHookEntity } from './external-hook.entity';
import { ExternalJobEntity } from './external-job.entity';

/** One event of one external job for one hook, however often it is sent. */
@Entity('hook_deliveries')
@Index('ix_hook_deliveries_hook', ['hookId', 'id'])
@Index('ix_hook_deliveries_external_job', ['externalJobId'])
@Index('ix_hook_deliveries_ended', ['createdAt'], { where: "state <> 'pending'" })
@Check('ck_hook_deliveries_event', CONDITIONS.hookEvent)
@Check('ck_hook_deliveries_state', CONDITIONS.deliveryState)
@Check('ck_hook_deliveries_delivered', CONDITIONS.deliveredAt)
export class HookDeliveryEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_hook_deliveries' })
  id: number;

  /** Sent as `webhook-id`: receivers know a message by it that they have had already. */
  @Generated('uuid')
  @Column({ name: 'webhook_id', type: 'uuid' })
  webhookId: string;

  @ForeignKey(() => ExternalHookEntity, { name: 'fk_hook_deliveries_hook', onDelete: 'CASCADE' })
  @Column({ name: 'hook_id', type: 'bigint' })
  hookId: number;

  @ForeignKey(() => ExternalJobEntity, { name: 'fk_hook_deliveries_external_job', onDelete: 'CASCADE' })
  @Column({ name: 'external_job_id', type: 'bigint' })
  externalJobId: number;

  @Column({ type: 'text' })
  event: HookEvent;

  @Column({ type: 'text' })
  state: DeliveryState;

  @Column({ type: 'integer' })
  attempts: number;

  @Column({ name: 'last_status', type: 'integer', nullable: true })
  lastStatus: number | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'last_attempt_at', type: 'timestamptz', nullable: true })
  lastAttemptAt: Instant | null;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt: Instant | null;
}
