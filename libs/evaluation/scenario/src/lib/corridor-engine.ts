import { err, ok, type Result } from '@holdpoint/kernel';
import type { Corridor, PipelineStore } from '@holdpoint/pipeline-application';
import type { PipelineCommand, PipelineId } from '@holdpoint/pipeline-domain';
import type { CaseEngine, CaseRun } from './case-engine';
import type { CaseView } from './conformance-case';
import { CASE_CONTEXT, CASE_TIMEOUT_MS, planCase } from './plan-case';

/** What an engine over a store is given: the store, the corridor in front of it, and how to read what it holds. */
export interface CorridorEngineParts {
  readonly name: string;
  readonly projectId: number;
  readonly store: PipelineStore;
  readonly corridor: Corridor;
  readonly view: (pipelineId: PipelineId) => Promise<CaseView>;
}

/** Runs cases through the corridor on a real store: an event is one command, however many jobs it names. */
export class CorridorEngine implements CaseEngine {
  constructor(private readonly parts: CorridorEngineParts) {}

  get store(): string {
    return this.parts.name;
  }

  async start(config: string): Promise<Result<CaseRun, string>> {
    const plan = planCase(config);
    if (!plan.ok) return plan;
    const { ref, sha, source } = CASE_CONTEXT;
    const { id } = await this.parts.store.create({
      projectId: this.parts.projectId,
      ref,
      sha,
      source,
      createdBy: 'conformance',
      variables: [],
      defaultTimeoutMs: CASE_TIMEOUT_MS,
      plan: plan.value,
    });
    const processed = await this.submit(id, { type: 'process' });
    return processed.ok ? ok(this.runOf(id)) : processed;
  }

  private runOf(pipelineId: PipelineId): CaseRun {
    return {
      fire: (event, jobNames) => this.submit(pipelineId, { type: 'fire_event', event, jobNames, actor: 'conformance' }),
      view: () => this.parts.view(pipelineId),
    };
  }

  private async submit(pipelineId: PipelineId, command: PipelineCommand): Promise<Result<void, string>> {
    const answer = await this.parts.corridor.submit({ pipelineId, command });
    if (!answer.ok) return answer;
    return answer.value.type === 'refused' ? err(answer.value.refusal) : ok(undefined);
  }
}
