import { assert, type Instant } from '@holdpoint/kernel';
import type { EnvironmentPlan, JobPlan, PipelinePlan } from '../plan/pipeline-plan';
import type { CiModel } from '../status/ci-model';
import { initialStatus } from '../status/initial-status';
import { NOT_BEGUN, type EnvironmentId, type JobEnvironment, type JobFacts, type PipelineFacts, type ResourceGroupId, type SourceBridge } from './pipeline-facts';

/** What a new pipeline is given beside its plan. */
export interface NewPipelineContext {
  readonly id: number;
  readonly projectId: number;
  readonly ref: string;
  readonly sha: string;
  /** `push` when left out. */
  readonly source?: string;
  readonly now: Instant;
  /** Timeout of jobs that state none, in milliseconds. */
  readonly defaultTimeoutMs: number;
  /** Numbers for stages and jobs, drawn one by one. */
  readonly nextId: () => number;
  /** The numbers of resource groups by their keys; left out where no job of the plan is in one. */
  readonly resourceGroupOf?: (key: string) => ResourceGroupId;
  /** The same of environments, by their names. */
  readonly environmentOf?: (name: string) => EnvironmentId;
  /** The bridge that triggers it; left out when none does. */
  readonly sourceBridge?: SourceBridge | null;
}

/** The facts of a pipeline that was just created from a plan: everything as its machine begins, nothing processed. */
export function newPipelineFacts(model: CiModel, plan: PipelinePlan, context: NewPipelineContext): PipelineFacts {
  const { machines } = model.statuses;
  const positions = new Map(plan.stages.map(({ name, position }) => [name, position]));
  return {
    id: context.id,
    projectId: context.projectId,
    ref: context.ref,
    sha: context.sha,
    source: context.source ?? 'push',
    now: context.now,
    version: 0,
    historySeq: 0,
    status: machines.pipeline.initial,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    wakeAt: null,
    autoCancel: plan.autoCancel,
    hookEvents: [],
    sourceBridge: context.sourceBridge ?? null,
    stages: plan.stages.map((stage) => ({ id: context.nextId(), ...stage, status: machines.stage.initial })),
    jobs: plan.jobs.map((job) => newJobFacts(model, job, positions.get(job.stage) ?? 0, context)),
  };
}

function newJobFacts(model: CiModel, plan: JobPlan, stagePosition: number, context: NewPipelineContext): JobFacts {
  const { kind, name, when, allowFailure, needs, startInMs, retry, interruptible, resourceGroup, options } = plan;
  return {
    id: context.nextId(),
    attempt: 1,
    kind,
    name,
    stagePosition,
    when,
    allowFailure,
    needs,
    startInMs,
    timeoutMs: plan.timeoutMs ?? context.defaultTimeoutMs,
    retry,
    interruptible,
    resourceGroupId: resourceGroup === null ? null : groupOf(resourceGroup, context),
    environment: plan.environment && environmentIn(plan.environment, context),
    external: options.external ?? null,
    trigger: options.trigger ?? null,
    ...NOT_BEGUN,
    status: initialStatus(model, kind),
    commitStatus: null,
  };
}

function groupOf(key: string, { resourceGroupOf }: NewPipelineContext): ResourceGroupId {
  assert(resourceGroupOf, `the number of the resource group ${key} is known`);
  return resourceGroupOf(key);
}

function environmentIn({ name, options }: EnvironmentPlan, { environmentOf }: NewPipelineContext): JobEnvironment {
  assert(environmentOf, `the number of the environment ${name} is known`);
  return { id: environmentOf(name), options };
}
