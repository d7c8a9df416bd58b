import type { CallbackRecord } from '@holdpoint/pipeline-application';
import { parseCiConfig, planPipeline } from '@holdpoint/pipeline-config';
import { NO_PROGRESS, type PipelineCommand, type PipelineFacts, type PipelineId, type PipelinePlan } from '@holdpoint/pipeline-domain';
import type { StorageScenario, StorageStep } from './storage-scenario';
import type { StorageWorld } from './storage-world';

/** What stood after each step, the first processing among them; ends with the message of what was thrown. */
export type Course = readonly (PipelineFacts | string)[];

const COMMIT = { ref: 'main', sha: 'a'.repeat(40), source: 'push' } as const;

/** Lives through a scenario; a store that cannot hold what it is given ends the course with what it says. */
export async function runStorageScenario(world: StorageWorld, scenario: StorageScenario): Promise<Course> {
  const course: (PipelineFacts | string)[] = [];
  try {
    const id = await createPipeline(world, planOf(scenario.config));
    await world.corridor.submit({ pipelineId: id, command: { type: 'process' } });
    course.push(await world.facts(id));
    for (const step of scenario.steps) {
      await take(world, id, step);
      course.push(await world.facts(id));
    }
  } catch (error) {
    course.push(error instanceof Error ? error.message : String(error));
  }
  return course;
}

/** Stores a pipeline of the world's project. */
export async function createPipeline({ parts: { store, projectId } }: StorageWorld, plan: PipelinePlan): Promise<PipelineId> {
  const created = await store.create({ ...COMMIT, projectId, createdBy: 'evaluation', variables: [], defaultTimeoutMs: 3_600_000, plan });
  return created.id;
}

/** Plans a configuration of this experiment; one that cannot be planned is a bug. */
export function planOf(config: string): PipelinePlan {
  const parsed = parseCiConfig(config);
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('\n'));
  const context = {
    ...COMMIT, refType: 'branch', defaultBranch: 'main', projectId: 1,
    commitMessage: '', commitAuthor: '', commitTimestamp: '', username: 'root', user: null, projectPath: 'evaluation/storage', projectTitle: 'storage', variables: [],
  } as const;
  const plan = planPipeline(parsed.value, context);
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}

type Report = Omit<Extract<StorageStep, { type: 'report' }>, 'type'>;

/** Reports an outcome for a job, as the neutral endpoint does. */
export async function report(
  { corridor, parts: { projectId } }: StorageWorld,
  pipelineId: PipelineId,
  { job, outcome, percent, matchKey }: Report,
): Promise<void> {
  const callback = callbackOf(projectId);
  const progress = percent === undefined ? NO_PROGRESS : { percent, description: 'rolling out', targetUrl: 'https://ci.example' };
  await corridor.submit({
    pipelineId,
    command: { type: 'callback', callbackId: callback.id, jobId: null, jobName: job, matchKey: matchKey ?? null, report: { outcome, progress }, actor: 'argo' },
    callback,
  });
}

async function take(world: StorageWorld, pipelineId: PipelineId, step: StorageStep): Promise<void> {
  if (step.type === 'report') return report(world, pipelineId, step);
  if (step.type === 'pass') await world.parts.step(step.ms);
  await world.corridor.submit({ pipelineId, command: await commandOf(world, pipelineId, step) });
}

async function commandOf(world: StorageWorld, id: PipelineId, step: Exclude<StorageStep, { type: 'report' }>): Promise<PipelineCommand> {
  if (step.type === 'pass') return { type: 'process' };
  if (step.type === 'fire') return { type: 'fire_event', event: step.event, jobNames: [step.job], actor: 'runner' };
  const job = (await world.facts(id)).jobs.find(({ name }) => name === step.job);
  return { type: step.type, jobId: job?.id ?? 0, actor: 'root' };
}

let made = 0;

function callbackOf(projectId: number): CallbackRecord {
  const id = `019abcde-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;
  return { id, projectId, provider: 'pipeline_callback', actor: 'argo', request: {}, replayOf: null, event: null, occurrence: null };
}
