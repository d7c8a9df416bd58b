import { err, ok, type Result } from '@holdpoint/kernel';
import type { CallbackRecord, Corridor, CorridorRequest, PipelineStore } from '@holdpoint/pipeline-application';
import { NO_PROGRESS, type CommandResult, type JobId, type PipelineId, type Verdict } from '@holdpoint/pipeline-domain';
import { v7 as uuidv7 } from 'uuid';
import type { CaseEngine, CaseRun } from './case-engine';
import type { CaseCallback, CaseView } from './conformance-case';
import { CASE_ACTOR, CASE_CONTEXT, CASE_TIMEOUT_MS, planCase } from './plan-case';

/** What an engine over a store is given: the store, the corridor in front of it, its clock, and how to read what it holds. */
export interface CorridorEngineParts {
  readonly name: string;
  readonly projectId: number;
  readonly store: PipelineStore;
  readonly corridor: Corridor;
  /** Moves the store's clock by milliseconds; nothing that falls due happens yet. */
  readonly step: (ms: number) => Promise<void>;
  /** Does what is due in a pipeline at least, as whoever watches the clock does. */
  readonly sweep: (pipelineId: PipelineId) => Promise<void>;
  readonly view: (pipelineId: PipelineId) => Promise<CaseView>;
  /** The number of an attempt of a job; undefined when there is none. */
  readonly jobId: (pipelineId: PipelineId, name: string, attempt: number) => Promise<JobId | undefined>;
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
      createdBy: CASE_ACTOR,
      variables: [],
      defaultTimeoutMs: CASE_TIMEOUT_MS,
      plan: plan.value,
    });
    const processed = await this.submit({ pipelineId: id, command: { type: 'process' } });
    return processed.ok ? ok(this.runOf(id)) : processed;
  }

  private runOf(pipelineId: PipelineId): CaseRun {
    return {
      fire: (event, jobNames) => this.fire(pipelineId, event, jobNames),
      report: (callback) => this.report(pipelineId, callback),
      advance: async (ms, noticed) => {
        await this.parts.step(ms);
        if (noticed) await this.parts.sweep(pipelineId);
      },
      view: () => this.parts.view(pipelineId),
    };
  }

  private async fire(pipelineId: PipelineId, event: string, jobNames: readonly string[] | null): Promise<Result<void, string>> {
    const fired = await this.submit({ pipelineId, command: { type: 'fire_event', event, jobNames, actor: CASE_ACTOR } });
    if (!fired.ok) return fired;
    return fired.value.type === 'refused' ? err(fired.value.refusal) : ok(undefined);
  }

  /** Callbacks of the same job come one after another, each with a row of its own in the ledger. */
  private async report(pipelineId: PipelineId, { job, status, attempt }: CaseCallback): Promise<Result<Verdict, string>> {
    const jobId = attempt === null ? null : await this.parts.jobId(pipelineId, job, attempt);
    if (jobId === undefined) return err(`there is no attempt ${attempt} of ${job}`);
    const callback = recordOf(this.parts.projectId, status);
    const reported = await this.submit({
      pipelineId,
      callback,
      command: {
        type: 'callback',
        callbackId: callback.id,
        jobId,
        jobName: jobId === null ? job : null,
        matchKey: null,
        report: { outcome: status, progress: NO_PROGRESS },
        actor: CASE_ACTOR,
      },
    });
    if (!reported.ok) return reported;
    return reported.value.type === 'matched' ? ok(reported.value.match.verdict) : err(`a callback came to ${reported.value.type}`);
  }

  private submit(request: CorridorRequest): Promise<Result<CommandResult, string>> {
    return this.parts.corridor.submit(request);
  }
}

const recordOf = (projectId: number, status: string): CallbackRecord => ({
  id: uuidv7(),
  projectId,
  provider: 'pipeline_callback',
  actor: CASE_ACTOR,
  request: { status },
  replayOf: null,
  event: null,
  occurrence: null,
});
