import { namedStatement } from '@holdpoint/database';
import type { Instant } from '@holdpoint/kernel';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import type { JobId, JobState, PipelineChanges, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';
import { addTasksCall, jobTaskKey } from './task-specs';

interface Due {
  readonly jobId: JobId;
  readonly pipelineId: PipelineId;
  readonly dueAt: Instant;
}

const COLUMNS: readonly SentColumn<Due>[] = [
  column('job_id', 'bigint', ({ jobId }) => jobId),
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('due_at', 'instant', ({ dueAt }) => dueAt),
];

/**
 * A statement of its own: it needs the numbers of new attempts, and a function in a part of a statement that nothing
 * refers to is not run at all.
 */
const addTasks = namedStatement<unknown[]>(
  'add_deadline_tasks',
  `SELECT count(*) FROM ${addTasksCall(`(
     SELECT ${jobTaskKey('job_id')} AS key, pipeline_id, due_at FROM ${relationOf(COLUMNS, 1)} job)`)}`,
);

/** When a job changes by itself: at the end of its delay while it has one, else at its deadline. */
export const dueAtOf = ({ scheduledAt, deadlineAt }: Pick<JobState, 'scheduledAt' | 'deadlineAt'>): Instant | null =>
  scheduledAt ?? deadlineAt;

/** Adds a task for every job that got a deadline or a delay in this pass; those that were read are `known`. */
export async function enqueueDeadlineTasks(
  client: ClientBase,
  changes: readonly PipelineChanges[],
  numbers: JobNumbers,
  known: ReadonlyMap<JobId, Instant>,
): Promise<void> {
  const due = changes.flatMap(({ pipelineId, jobs, clones }) =>
    [...jobs, ...clones].flatMap(({ id, state }): Due[] => {
      const dueAt = dueAtOf(state);
      return dueAt === null || known.get(id) === dueAt ? [] : [{ jobId: numbers(pipelineId, id), pipelineId, dueAt }];
    }),
  );
  if (due.length > 0) await client.query(addTasks(...arraysOf(COLUMNS, due)));
}
