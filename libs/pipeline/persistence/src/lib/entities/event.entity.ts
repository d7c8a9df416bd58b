import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { PipelineEventData } from '@holdpoint/pipeline-domain';

/** What one pass changed in a pipeline. Ids are drawn in the order of the commits, so a reader asks for `id > last`. */
@Entity('events')
@Index('ix_events_project', ['projectId', 'id'])
export class EventEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_events' })
  id: number;

  @Column({ name: 'project_id', type: 'bigint' })
  projectId: number;

  @Column({ name: 'pipeline_id', type: 'bigint' })
  pipelineId: number;

  @Column({ type: 'timestamptz' })
  at: Instant;

  @Column({ type: 'json' })
  data: PipelineEventData;
}
