import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { ReceiverType } from '../receivers/receiver-type';
import { CONDITIONS } from '../schema/vocabulary';
import { ProjectEntity } from './project.entity';

/** Where another system reports to a project; its secrets are kept encrypted, or as digests. */
@Entity('receivers')
@Index('uq_receivers_name', ['projectId', 'name'], { unique: true })
@Check('ck_receivers_type', CONDITIONS.receiverType)
@Check('ck_receivers_secret', CONDITIONS.receiverSecret)
@Check('ck_receivers_header', CONDITIONS.receiverHeader)
@Check('ck_receivers_previous_secret', CONDITIONS.previousSecretExpires)
export class ReceiverEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_receivers' })
  id: number;

  @ForeignKey(() => ProjectEntity, { name: 'fk_receivers_project', onDelete: 'CASCADE' })
  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  type: ReceiverType;

  /** Whose words the events are in; what words there are is known to whoever reads them. */
  @Column({ type: 'text' })
  provider: string;

  /** The key of an HMAC, encrypted; of a token in the path the SHA-256. */
  @Column({ type: 'text' })
  secret: string;

  /** The one that was replaced last, which is good too until it expires. */
  @Column({ name: 'previous_secret', type: 'text', nullable: true })
  previousSecret: string | null;

  @Column({ name: 'previous_secret_expires_at', type: 'timestamptz', nullable: true })
  previousSecretExpiresAt: Instant | null;

  @Column({ name: 'header_name', type: 'text', nullable: true })
  headerName: string | null;

  /** The SHA-256 of what must stand in the header. */
  @Column({ name: 'header_digest', type: 'text', nullable: true })
  headerDigest: string | null;

  @Column({ type: 'boolean' })
  enabled: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Instant;
}
