import { assert, type Instant } from '@holdpoint/kernel';
import {
  applyChanges,
  newPipelineFacts,
  PipelinePass,
  type CiModel,
  type CommandResult,
  type DeploymentStatus,
  type Effect,
  type EnvironmentId,
  type EnvironmentState,
  type HookEvent,
  type JobId,
  type ParkedCallback,
  type PipelineChanges,
  type PipelineCommand,
  type PipelineFacts,
  type PipelinePlan,
} from '@holdpoint/pipeline-domain';
import { CASE_CONTEXT, CASE_TIMEOUT_MS } from './plan-case';
import { withCopiedFields } from './with-copied-fields';

/** What a pass has left for others, by the name of the job concerned; null for one about the pipeline. */
export interface NamedEffect {
  readonly type: Effect['type'] | `${Effect['type']} ${HookEvent}`;
  readonly jobName: string | null;
}

/**
 * A pipeline on a clock of its own, run by the pure core and kept as a store keeps it: the fields of new attempts that
 * were not copied are lost, and parked callbacks are applied as soon as their job waits.
 */
export class VirtualPipeline {
  readonly effects: NamedEffect[] = [];
  /** What attempts of jobs have deployed, and what has become of environments that somebody has deployed to or stopped. */
  readonly deployments = new Map<JobId, DeploymentStatus>();
  readonly environments = new Map<EnvironmentId, EnvironmentState>();
  private stored: PipelineFacts;
  private now: Instant = 0;
  private lastId = 0;
  private parked: readonly ParkedCallback[] = [];

  constructor(
    private readonly model: CiModel,
    plan: PipelinePlan,
    hookEvents: readonly HookEvent[] = [],
  ) {
    const nextId = (): number => this.nextId();
    const { ref, sha } = CASE_CONTEXT;
    const context = { id: nextId(), projectId: 1, ref, sha, now: 0, defaultTimeoutMs: CASE_TIMEOUT_MS, nextId, resourceGroupOf: nextId, environmentOf: nextId };
    this.stored = { ...newPipelineFacts(model, plan, context), hookEvents };
  }

  /** What is stored; older attempts among the jobs. */
  get facts(): PipelineFacts {
    return this.stored;
  }

  /** Moves the clock; nobody notices yet. */
  advance(ms: number): void {
    this.now += ms;
  }

  /** Runs one command in a pass of its own and keeps what it wants written; throws where a store would refuse it. */
  run(command: PipelineCommand): CommandResult {
    const pass = new PipelinePass(this.model, { ...this.stored, now: this.now }, [command]);
    for (let started = pass.advance(); started.length > 0; started = pass.advance()) {
      this.applyParked(pass, started.map(({ name }) => name));
    }
    this.keep(pass.changes());
    const [result] = pass.results;
    assert(result, 'every command has a result');
    return result;
  }

  /** What was parked in earlier steps comes before what this one has parked, as in every store. */
  private applyParked(pass: PipelinePass, jobNames: readonly string[]): void {
    const due = this.parked.filter(({ jobName }) => jobNames.includes(jobName));
    this.parked = this.parked.filter((callback) => !due.includes(callback));
    for (const { command, jobName } of due) pass.apply({ ...command, jobName });
    pass.applyOwnParked(jobNames);
  }

  private keep(changes: PipelineChanges): void {
    const numbers = new Map(changes.clones.map(({ id }) => [id, this.nextId()]));
    const numberOf = (id: number): number => numbers.get(id) ?? id;
    this.stored = withCopiedFields(applyChanges(this.stored, changes, numberOf), changes.clones, numberOf);
    this.parked = [...this.parked, ...changes.parked];
    for (const { jobId, status } of changes.deployments) this.deployments.set(numberOf(jobId), status);
    for (const { environmentId, state } of changes.environments) this.environments.set(environmentId, state);
    this.effects.push(...changes.effects.map((effect) => this.named(effect, numberOf)));
  }

  private named(effect: Effect, numberOf: (id: number) => number): NamedEffect {
    const type = effect.type === 'send_hook' ? (`${effect.type} ${effect.event}` as const) : effect.type;
    const job = 'jobId' in effect ? this.stored.jobs.find(({ id }) => id === numberOf(effect.jobId)) : undefined;
    return { type, jobName: job?.name ?? null };
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}
