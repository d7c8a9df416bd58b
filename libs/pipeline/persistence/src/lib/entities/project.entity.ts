import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { CallbackMatchPolicy } from '@holdpoint/pipeline-domain';
import { CONDITIONS } from '../schema/vocabulary';

/** A project: what GitLab calls so, as far as pipelines need it. */
@Entity('projects')
@Index('uq_projects_path', { synchronize: false })
@Check('ck_projects_build_timeout', CONDITIONS.buildTimeout)
@Check('ck_projects_callback_match_policy', CONDITIONS.callbackMatchPolicy)
@Check('ck_projects_callback_parking_ttl', CONDITIONS.callbackParkingTtl)
export class ProjectEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_projects' })
  id: number;

  @Column({ type: 'text' })
  name: string;

  /** `namespace/project`. */
  @Column({ type: 'text' })
  path: string;

  /** The user whose namespace it is in; null where that is nobody's. */
  @Column({ name: 'namespace_id', type: 'bigint', nullable: true })
  namespaceId: number | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ name: 'default_branch', type: 'text', default: 'main' })
  defaultBranch: string;

  /** Timeout of jobs that state none, in seconds, as in GitLab. */
  @Column({ name: 'build_timeout_s', type: 'integer', default: 3600 })
  buildTimeoutS: number;

  /** What becomes of a callback that several jobs fit. */
  @Column({ name: 'callback_match_policy', type: 'text', default: 'all' })
  callbackMatchPolicy: CallbackMatchPolicy;

  /** How long a callback is kept that came before its job waited, in seconds. */
  @Column({ name: 'callback_parking_ttl_s', type: 'integer', default: 86400 })
  callbackParkingTtlS: number;

  @Column({ name: 'last_pipeline_iid', type: 'integer', default: 0 })
  lastPipelineIid: number;

  @Column({ name: 'last_deployment_iid', type: 'integer', default: 0 })
  lastDeploymentIid: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  /** When somebody has asked for it to be deleted: nobody is shown it any more. */
  @Column({ name: 'marked_for_deletion_at', type: 'timestamptz', nullable: true })
  markedForDeletionAt: Instant | null;
}
