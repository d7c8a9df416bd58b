import { err, ok, type Instant, type Result } from '@holdpoint/kernel';
import {
  applyChanges,
  newPipelineFacts,
  NO_PROGRESS,
  PipelinePass,
  type CiModel,
  type CommandResult,
  type ParkedCallback,
  type PipelineCommand,
  type PipelineFacts,
  type PipelinePlan,
  type Verdict,
} from '@holdpoint/pipeline-domain';
import type { CaseEngine, CaseRun } from './case-engine';
import type { CaseCallback, CaseView } from './conformance-case';
import { CASE_ACTOR, CASE_CONTEXT, CASE_TIMEOUT_MS, planCase } from './plan-case';
import { viewOf } from './view-of';

/** Runs cases on the pure core alone: facts in, changes applied to the facts. The clock moves only when it is told to. */
export class ReducerEngine implements CaseEngine {
  readonly store = 'memory (a reducer over the pure core)';

  constructor(private readonly model: CiModel) {}

  start(config: string): Promise<Result<CaseRun, string>> {
    const plan = planCase(config);
    return Promise.resolve(plan.ok ? ok(new ReducerRun(this.model, plan.value)) : plan);
  }
}

class ReducerRun implements CaseRun {
  private facts: PipelineFacts;
  private now: Instant = 0;
  private lastId = 0;
  private parked: readonly ParkedCallback[] = [];

  constructor(
    private readonly model: CiModel,
    plan: PipelinePlan,
  ) {
    const nextId = (): number => this.nextId();
    const { ref, sha } = CASE_CONTEXT;
    const context = { id: nextId(), projectId: 1, ref, sha, now: 0, defaultTimeoutMs: CASE_TIMEOUT_MS, nextId };
    this.facts = newPipelineFacts(plan, context);
    this.run({ type: 'process' });
  }

  fire(event: string, jobs: readonly string[] | null): Promise<Result<void, string>> {
    const result = this.run({ type: 'fire_event', event, jobNames: jobs, actor: CASE_ACTOR });
    return Promise.resolve(result.type === 'refused' ? err(result.refusal) : ok(undefined));
  }

  report({ job, status, attempt }: CaseCallback): Promise<Result<Verdict, string>> {
    const named = this.facts.jobs.find((other) => other.name === job && other.attempt === attempt);
    if (attempt !== null && !named) return Promise.resolve(err(`there is no attempt ${attempt} of ${job}`));
    const result = this.run({
      type: 'callback',
      callbackId: `callback ${this.nextId()}`,
      jobId: named?.id ?? null,
      jobName: named ? null : job,
      matchKey: null,
      report: { outcome: status, progress: NO_PROGRESS },
      actor: CASE_ACTOR,
    });
    return Promise.resolve(result.type === 'matched' ? ok(result.match.verdict) : err(`a callback came to ${result.type}`));
  }

  advance(ms: number, noticed: boolean): Promise<void> {
    this.now += ms;
    if (noticed) this.run({ type: 'process' });
    return Promise.resolve();
  }

  view(): Promise<CaseView> {
    return Promise.resolve(viewOf(this.facts));
  }

  private run(command: PipelineCommand): CommandResult {
    const pass = new PipelinePass(this.model, { ...this.facts, now: this.now });
    pass.expire();
    this.applyParked(pass);
    const result = pass.run(command);
    this.applyParked(pass);
    pass.expire();
    this.applyParked(pass);
    const changes = pass.changes();
    const numbers = new Map(changes.clones.map(({ id }) => [id, this.nextId()]));
    this.facts = applyChanges(this.facts, changes, (id) => numbers.get(id) ?? id);
    this.parked = [...this.parked, ...changes.parked];
    return result;
  }

  /** What was parked in earlier steps comes before what this one has parked, as in every store. */
  private applyParked(pass: PipelinePass): void {
    for (let names = startedBy(pass); names.length > 0; names = startedBy(pass)) {
      const due = this.parked.filter(({ jobName }) => names.includes(jobName));
      this.parked = this.parked.filter((callback) => !due.includes(callback));
      for (const { command, jobName } of due) pass.run({ ...command, jobName });
      pass.applyParked(names);
    }
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

const startedBy = (pass: PipelinePass): readonly string[] => pass.takeStarted().map(({ name }) => name);
