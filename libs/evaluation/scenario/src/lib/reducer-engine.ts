import { err, ok, type Result } from '@holdpoint/kernel';
import {
  applyChanges,
  newPipelineFacts,
  runPass,
  type CiModel,
  type CommandResult,
  type PipelineCommand,
  type PipelineFacts,
  type PipelinePlan,
} from '@holdpoint/pipeline-domain';
import type { CaseEngine, CaseRun } from './case-engine';
import type { CaseView } from './conformance-case';
import { CASE_CONTEXT, CASE_TIMEOUT_MS, planCase } from './plan-case';
import { viewOf } from './view-of';

/** Runs cases on the pure core alone: facts in, changes applied to the facts. The clock stands. */
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
  private lastId = 0;

  constructor(
    private readonly model: CiModel,
    plan: PipelinePlan,
  ) {
    const nextId = (): number => (this.lastId += 1);
    const { ref, sha } = CASE_CONTEXT;
    const context = { id: nextId(), projectId: 1, ref, sha, now: 0, defaultTimeoutMs: CASE_TIMEOUT_MS, nextId };
    this.facts = newPipelineFacts(plan, context);
    this.run({ type: 'process' });
  }

  fire(event: string, jobs: readonly string[] | null): Promise<Result<void, string>> {
    const result = this.run({ type: 'fire_event', event, jobNames: jobs, actor: 'conformance' });
    return Promise.resolve(result?.type === 'refused' ? err(result.refusal) : ok(undefined));
  }

  view(): Promise<CaseView> {
    return Promise.resolve(viewOf(this.facts));
  }

  private run(command: PipelineCommand): CommandResult | undefined {
    const { changes, results } = runPass(this.model, this.facts, [command]);
    const numbers = new Map(changes.clones.map(({ id }) => [id, (this.lastId += 1)]));
    this.facts = applyChanges(this.facts, changes, (id) => numbers.get(id) ?? id);
    return results[0];
  }
}
