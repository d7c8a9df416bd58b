import { namedStatement } from '@holdpoint/database';
import type { JobNumbers } from '@holdpoint/pipeline-application';
import type { Effect, PipelineChanges, PipelineId, ResourceGroupId } from '@holdpoint/pipeline-domain';
import type { ClientBase } from 'pg';
import { arraysOf, column, relationOf, type SentColumn } from '../sql/sent-rows';
import { payloadSpec, type PipelineTask } from './pipeline-tasks';

interface EffectTask {
  readonly task: string;
  readonly payload: PipelineTask | { readonly resourceGroupId: ResourceGroupId };
}

const COLUMNS: readonly SentColumn<EffectTask>[] = [
  column('task', 'text', ({ task }) => task),
  column('payload', 'json', ({ payload }) => payload),
];

const addEffectTasks = namedStatement<unknown[]>(
  'add_effect_tasks',
  `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
     SELECT ${payloadSpec('task', 'payload')} FROM ${relationOf(COLUMNS, 1)} effect))`,
);

/** Leaves a task for everything that a batch wants done in other pipelines or for them: one statement, and none when there is nothing. */
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
  if (effect.type === 'assign_resource') return [{ task: effect.type, payload: { resourceGroupId: effect.resourceGroupId } }];
  const jobId = 'jobId' in effect ? numbers(pipelineId, effect.jobId) : null;
  const actor = 'actor' in effect ? effect.actor : null;
  return [{ task: effect.type, payload: { pipelineId, jobId, actor } }];
}
