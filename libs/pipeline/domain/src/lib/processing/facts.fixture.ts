import type { JobPlan, PipelinePlan } from '../plan/pipeline-plan';
import { applyChanges } from './apply-changes';
import { newPipelineFacts } from './new-pipeline-facts';
import type { ParkedCallback } from '../external-job/callback-match';
import type { PipelineFacts } from './pipeline-facts';
import { PipelinePass, type PassOutcome } from '../commands/pipeline-pass';
import type { PipelineCommand } from '../commands/pipeline-command';
import { HOLDPOINT_CI_MODEL } from '../status/holdpoint-ci-model';
import type { CiModel } from '../status/ci-model';

/** A job of a test: a name and whatever differs from a plain build in the stage `test`. */
export type JobSketch = Partial<JobPlan> & { readonly name: string };

/** A plan with the given jobs; stages in the order in which the jobs first name them. */
export function planOf(jobs: readonly JobSketch[], autoCancel: 'none' | 'all' = 'none'): PipelinePlan {
  const plans = jobs.map(jobOf);
  const stages = [...new Set(plans.map(({ stage }) => stage))];
  return {
    name: null,
    stages: stages.map((name, position) => ({ name, position })),
    jobs: plans,
    autoCancel: { onJobFailure: autoCancel, onNewCommit: 'none' },
  };
}

const jobOf = (sketch: JobSketch): JobPlan => ({
  kind: 'build',
  stage: 'test',
  when: 'on_success',
  allowFailure: false,
  needs: null,
  startInMs: null,
  timeoutMs: null,
  interruptible: false,
  resourceGroup: null,
  environment: null,
  retry: null,
  options: {},
  ...sketch,
});

/** A pipeline in memory, driven command by command; the clock stands unless a test moves it. */
export class TestPipeline {
  facts: PipelineFacts;
  now = 1_000_000;
  readonly history: PassOutcome['changes']['history'][number][] = [];
  readonly effects: PassOutcome['changes']['effects'][number][] = [];
  readonly deployments: PassOutcome['changes']['deployments'][number][] = [];
  readonly environments: PassOutcome['changes']['environments'][number][] = [];
  private lastId = 0;
  private parked: readonly ParkedCallback[] = [];

  constructor(
    plan: PipelinePlan,
    private readonly model: CiModel = HOLDPOINT_CI_MODEL,
  ) {
    const nextId = (): number => (this.lastId += 1);
    this.facts = newPipelineFacts(model, plan, { id: 1, projectId: 1, ref: 'main', sha: 'a'.repeat(40), now: this.now, defaultTimeoutMs: 3_600_000, nextId, resourceGroupOf: (key) => key.length, environmentOf: (name) => name.length });
    this.run({ type: 'process' });
  }

  /** Runs commands in one pass and keeps what it wants written. */
  run(...commands: readonly PipelineCommand[]): PassOutcome {
    const pass = new PipelinePass(this.model, { ...this.facts, now: this.now }, commands);
    for (let started = pass.advance(); started.length > 0; started = pass.advance()) {
      this.applyParked(pass, started.map(({ name }) => name));
    }
    const changes = pass.changes();
    this.keep(changes);
    return { changes, results: pass.results };
  }

  /** As a store does: what was parked by earlier passes comes before what this one has parked. */
  private applyParked(pass: PipelinePass, jobNames: readonly string[]): void {
    const due = this.parked.filter(({ jobName }) => jobNames.includes(jobName));
    this.parked = this.parked.filter((callback) => !due.includes(callback));
    for (const { command, jobName } of due) pass.apply({ ...command, jobName });
    pass.applyOwnParked(jobNames);
  }

  private keep(changes: PassOutcome['changes']): void {
    const numbers = new Map([...changes.clones, ...changes.added.stages, ...changes.added.jobs].map(({ id }) => [id, (this.lastId += 1)]));
    this.facts = applyChanges(this.facts, changes, (id) => numbers.get(id) ?? id);
    this.history.push(...changes.history);
    this.effects.push(...changes.effects);
    this.deployments.push(...changes.deployments);
    this.environments.push(...changes.environments);
    this.parked = [...this.parked, ...changes.parked];
  }

  /** Fires an event on jobs by name, or on the pipeline. */
  fire(event: string, ...jobNames: readonly string[]): PassOutcome {
    return this.run({ type: 'fire_event', event, jobNames: jobNames.length > 0 ? jobNames : null, actor: 'test' });
  }

  job(name: string): PipelineFacts['jobs'][number] {
    const job = this.facts.jobs.find((candidate) => candidate.name === name && !candidate.retried);
    if (!job) throw new Error(`no job ${name}`);
    return job;
  }

  /** Status of the pipeline, then of its jobs by name. */
  get view(): Readonly<Record<string, string>> {
    const jobs = this.facts.jobs.filter(({ retried }) => !retried).map(({ name, status }) => [name, status]);
    return { pipeline: this.facts.status, ...Object.fromEntries(jobs) };
  }
}
