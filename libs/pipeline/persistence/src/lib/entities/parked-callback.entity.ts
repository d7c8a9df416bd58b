import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { CallbackCommand } from '@holdpoint/pipeline-domain';
import { CallbackEntity } from './callback.entity';
import { PipelineEntity } from './pipeline.entity';

/** A callback that is kept until the job that it names starts to wait, or its time is over. */
@Entity('parked_callbacks')
@Index('ix_parked_callbacks_callback', ['callbackId'])
@Index('ix_parked_callbacks_pipeline', ['pipelineId'])
@Index('ix_parked_callbacks_expires_at', ['expiresAt'])
export class ParkedCallbackEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_parked_callbacks' })
  id: number;

  @ForeignKey(() => CallbackEntity, { name: 'fk_parked_callbacks_callback', onDelete: 'CASCADE' })
  @Column({ name: 'callback_id', type: 'uuid' })
  callbackId: string;

  /** Null for a callback that came before its pipeline. */
  @ForeignKey(() => PipelineEntity, { name: 'fk_parked_callbacks_pipeline', onDelete: 'CASCADE' })
  @Column({ name: 'pipeline_id', type: 'bigint', nullable: true })
  pipelineId: number | null;

  @Column({ type: 'text', array: true })
  keys: readonly string[];

  @Column({ type: 'jsonb' })
  command: CallbackCommand;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Instant;
}

/** One of the keys under which a callback is parked. */
@Entity('parked_keys')
@Index('ix_parked_keys_parked', ['parkedId'])
export class ParkedKeyEntity {
  /** By its bytes, so that those that begin alike are next to each other. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'pk_parked_keys' })
  key: string;

  @ForeignKey(() => ParkedCallbackEntity, { name: 'fk_parked_keys_parked', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'parked_id', type: 'bigint', primaryKeyConstraintName: 'pk_parked_keys' })
  parkedId: number;
}
