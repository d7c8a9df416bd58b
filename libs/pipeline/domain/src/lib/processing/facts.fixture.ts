import type { JobPlan, PipelinePlan } from '../plan/pipeline-plan';
import { applyChanges } from './apply-changes';
import { newPipelineFacts } from './new-pipeline-facts';
import type { ParkedCallback } from '../external-job/callback-match';
import type { PipelineFacts } from './pipeline-facts';
import { runPass, type PassOutcome } from '../commands/pipeline-pass';
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
  private lastId = 0;
  private parked: readonly ParkedCallback[] = [];

  constructor(
    plan: PipelinePlan,
    private readonly model: CiModel = HOLDPOINT_CI_MODEL,
  ) {
    const nextId = (): number => (this.lastId += 1);
    this.facts = newPipelineFacts(plan, { id: 1, projectId: 1, ref: 'main', sha: 'a'.repeat(40), now: this.now, defaultTimeoutMs: 3_600_000, nextId });
    this.run({ type: 'process' });
  }

  /** Runs commands in one pass and keeps what it wants written. */
  run(...commands: readonly PipelineCommand[]): PassOutcome {
    const outcome = runPass(this.model, { ...this.facts, now: this.now }, commands);
    const { clones, added } = outcome.changes;
    const numbers = new Map([...clones, ...added.stages, ...added.jobs].map(({ id }) => [id, (this.lastId += 1)]));
    this.facts = applyChanges(this.facts, outcome.changes, (id) => numbers.get(id) ?? id);
    this.history.push(...outcome.changes.history);
    this.effects.push(...outcome.changes.effects);
    const started = outcome.changes.history.filter(({ to }) => to === 'running_externally').map(({ jobId }) => this.nameOf(numbers.get(jobId) ?? jobId));
    const due = this.parked.filter(({ jobName }) => started.includes(jobName));
    this.parked = [...this.parked.filter((callback) => !due.includes(callback)), ...outcome.changes.parked];
    // As a store does: all that was parked for a job is applied as soon as the job has begun to wait.
    for (const { command, jobName } of due) this.run({ ...command, jobName });
    return outcome;
  }

  private nameOf(id: number): string | undefined {
    return this.facts.jobs.find((job) => job.id === id)?.name;
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
