import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import type { JobId, PipelineChanges, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { isInExternalJobs } from '../store/job-table';
import { arraysOf, column, relationOf, type SentColumn } from '../store/sent-rows';
import { taskSpecs } from './task-specs';

interface Deadline {
  readonly jobId: JobId;
  readonly pipelineId: PipelineId;
  readonly deadlineAt: Instant;
}

const COLUMNS: readonly SentColumn<Deadline>[] = [
  column('job_id', 'bigint', ({ jobId }) => jobId),
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('deadline_at', 'instant', ({ deadlineAt }) => deadlineAt),
];

/**
 * One call for all tasks: one call for each cost half of the throughput, this one a third. It is a statement of its
 * own, because a function in a part of a statement that nothing refers to is not run at all.
 */
const addTasks = namedStatement<unknown[]>(
  'add_deadline_tasks',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(${taskSpecs(`${relationOf(COLUMNS, 1)} job`)}))`,
);

/** Adds a task at the deadline of every external job that started in this pass; the others' deadlines are `known`. */
export async function enqueueDeadlineTasks(
  client: ClientBase,
  changes: readonly PipelineChanges[],
  numbers: JobNumbers,
  known: ReadonlyMap<JobId, Instant>,
): Promise<void> {
  const deadlines = changes.flatMap(({ pipelineId, jobs, clones }) =>
    [...jobs, ...clones].flatMap(({ id, kind, state: { deadlineAt } }): Deadline[] => {
      if (deadlineAt === null || !isInExternalJobs(kind) || known.get(id) === deadlineAt) return [];
      return [{ jobId: numbers(pipelineId, id), pipelineId, deadlineAt }];
    }),
  );
  if (deadlines.length > 0) await client.query(addTasks(...arraysOf(COLUMNS, deadlines)));
}
