import { err, ok, type Result } from '@holdpoint/kernel';
import { NO_PROGRESS, type CiModel, type PipelinePlan, type Verdict } from '@holdpoint/pipeline-domain';
import type { CaseEngine, CaseRun } from './case-engine';
import type { CaseCallback, CaseView } from './conformance-case';
import { detailsOf } from './details-of';
import { CASE_ACTOR, planCase } from './plan-case';
import { viewOf } from './view-of';
import { VirtualPipeline } from './virtual-pipeline';

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
  private readonly pipeline: VirtualPipeline;
  private callbacks = 0;

  constructor(model: CiModel, plan: PipelinePlan) {
    this.pipeline = new VirtualPipeline(model, plan);
    this.pipeline.run({ type: 'process' });
  }

  fire(event: string, jobs: readonly string[] | null): Promise<Result<void, string>> {
    const result = this.pipeline.run({ type: 'fire_event', event, jobNames: jobs, actor: CASE_ACTOR });
    return Promise.resolve(result.type === 'refused' ? err(result.refusal) : ok(undefined));
  }

  report({ job, status, attempt }: CaseCallback): Promise<Result<Verdict, string>> {
    const named = this.pipeline.facts.jobs.find((other) => other.name === job && other.attempt === attempt);
    if (attempt !== null && !named) return Promise.resolve(err(`there is no attempt ${attempt} of ${job}`));
    this.callbacks += 1;
    const result = this.pipeline.run({
      type: 'callback',
      callbackId: `callback ${this.callbacks}`,
      jobId: named?.id ?? null,
      jobName: named ? null : job,
      matchKey: null,
      report: { outcome: status, progress: NO_PROGRESS },
      actor: CASE_ACTOR,
    });
    return Promise.resolve(result.type === 'matched' ? ok(result.match.verdict) : err(`a callback came to ${result.type}`));
  }

  advance(ms: number, noticed: boolean): Promise<void> {
    this.pipeline.advance(ms);
    if (noticed) this.pipeline.run({ type: 'process' });
    return Promise.resolve();
  }

  view(): Promise<CaseView> {
    const { facts } = this.pipeline;
    return Promise.resolve({ ...viewOf(facts), details: detailsOf(facts) });
  }
}
