import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { HookEvent } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** Where another system wants to be told of the external jobs of a project; its secrets are kept encrypted. */
@Entity('external_hooks')
@Index('ix_external_hooks_project', ['projectId', 'id'])
@Check('ck_external_hooks_events', CONDITIONS.hookEvents)
@Check('ck_external_hooks_disabled', CONDITIONS.hookDisabled)
@Check('ck_external_hooks_previous_secret', CONDITIONS.previousSecretExpires)
export class ExternalHookEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_external_hooks' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_external_hooks_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'text', array: true })
  events: readonly HookEvent[];

  @Column({ type: 'boolean' })
  enabled: boolean;

  /** Why it was disabled by the service itself. */
  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason: string | null;

  @Column({ type: 'text' })
  secret: string;

  /** The one that was replaced last, which signs too until it expires. */
  @Column({ name: 'previous_secret', type: 'text', nullable: true })
  previousSecret: string | null;

  @Column({ name: 'previous_secret_expires_at', type: 'timestamptz', nullable: true })
  previousSecretExpiresAt: Instant | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Instant;
}
