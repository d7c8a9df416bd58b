import { Column, PrimaryColumn } from 'typeorm';
import type { Instant } from '@holdpoint/kernel';
import type { FailureReason, JobOptions, Status } from '@holdpoint/pipeline-domain';

/** The columns that the tables of jobs share; not a table of its own. */
export abstract class JobColumns {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  status: Status;

  @Column({ name: 'allow_failure', type: 'boolean' })
  allowFailure: boolean;

  /** `dag` for a job with the `needs` keyword, even an empty list; `stage` without. */
  @Column({ name: 'scheduling_type', type: 'text' })
  schedulingType: 'stage' | 'dag';

  @Column({ name: 'timeout_ms', type: 'bigint' })
  timeoutMs: number;

  @Column({ type: 'boolean' })
  interruptible: boolean;

  /** The resource group that the job is in; its group is never deleted before the project. */
  @Column({ name: 'resource_group_id', type: 'bigint', nullable: true })
  resourceGroupId: number | null;

  /** The environment that the job is about; what it does with it is among the options. */
  @Column({ name: 'environment_id', type: 'bigint', nullable: true })
  environmentId: number | null;

  @Column({ type: 'jsonb' })
  options: JobOptions;

  @Column({ type: 'integer' })
  attempt: number;

  /** True once a newer attempt exists. */
  @Column({ type: 'boolean' })
  retried: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Instant;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Instant | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Instant | null;

  @Column({ name: 'deadline_at', type: 'timestamptz', nullable: true })
  deadlineAt: Instant | null;

  @Column({ name: 'failure_reason', type: 'text', nullable: true })
  failureReason: FailureReason | null;
}

/** The primary key of a table of jobs: all of them draw their numbers from one sequence. */
export const JobId = (constraint: string): PropertyDecorator =>
  PrimaryColumn({
    type: 'bigint',
    default: () => "nextval('job_id_seq')",
    primaryKeyConstraintName: constraint,
  });
