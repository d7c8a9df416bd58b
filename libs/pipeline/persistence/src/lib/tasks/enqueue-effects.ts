import { namedStatement } from '@holdpoint/database';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import type { Effect, JobId, PipelineChanges, PipelineId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';
import { taskSpec } from './pipeline-tasks';

interface EffectTask {
  readonly task: string;
  readonly pipelineId: PipelineId;
  readonly jobId: JobId | null;
  readonly actor: string | null;
}

const COLUMNS: readonly SentColumn<EffectTask>[] = [
  column('task', 'text', ({ task }) => task),
  column('pipeline_id', 'bigint', ({ pipelineId }) => pipelineId),
  column('job_id', 'bigint', ({ jobId }) => jobId),
  column('actor', 'text', ({ actor }) => actor),
];

const addEffectTasks = namedStatement<unknown[]>(
  'add_effect_tasks',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
     SELECT ${taskSpec('task', 'pipeline_id', 'job_id', 'actor')} FROM ${relationOf(COLUMNS, 1)} effect))`,
);

/** Leaves a task for everything that a batch wants done in other pipelines: one statement, and none when there is nothing. */
export async function enqueueEffects(
  client: ClientBase,
  changes: readonly PipelineChanges[],
  numbers: JobNumbers,
): Promise<void> {
  const tasks = changes.flatMap(({ pipelineId, effects }) =>
    effects.flatMap((effect) => taskOf(pipelineId, effect, numbers)),
  );
  if (tasks.length > 0) await client.query(addEffectTasks(...arraysOf(COLUMNS, tasks)));
}

/** Hooks are no tasks of pipelines: they have deliveries of their own. */
function taskOf(pipelineId: PipelineId, effect: Effect, numbers: JobNumbers): readonly EffectTask[] {
  if (effect.type === 'send_hook') return [];
  const jobId = 'jobId' in effect ? numbers(pipelineId, effect.jobId) : null;
  const actor = 'actor' in effect ? effect.actor : null;
  return [{ task: effect.type, pipelineId, jobId, actor }];
}
