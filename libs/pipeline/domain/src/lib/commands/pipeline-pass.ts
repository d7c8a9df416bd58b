import { expireOverdue } from '../deadline/expire-overdue';
import { diffDraft } from '../processing/diff-draft';
import type { PipelineChanges } from '../processing/pipeline-changes';
import { openDraft, type PipelineDraft } from '../processing/pipeline-draft';
import type { JobFacts, Period, PipelineFacts } from '../processing/pipeline-facts';
import { tellRetries } from '../processing/clone-job';
import { settle } from '../processing/settle';
import type { CiModel } from '../status/ci-model';
import type { CommandResult } from './command-result';
import { decide } from './decide';
import type { PipelineCommand } from './pipeline-command';

/** What a pass over one pipeline came to. */
export interface PassOutcome {
  readonly changes: PipelineChanges;
  /** One for each command, in order. */
  readonly results: readonly CommandResult[];
}

/** Runs commands on one pipeline from beginning to end, for whoever has no parked callbacks to look up in between. */
export function runPass(model: CiModel, facts: PipelineFacts, commands: readonly PipelineCommand[]): PassOutcome {
  const pass = new PipelinePass(model, facts, commands);
  pass.finish();
  return { changes: pass.changes(), results: pass.results };
}

/**
 * Commands on one pipeline, one after another. Before each, and after the last, what is overdue expires; after each the
 * pipeline is processed to a fixpoint; and whenever jobs have begun to wait, what was parked for them is applied before
 * anything else is heard. So a batch gives what its members would give one after another, and leaves nothing overdue.
 */
export class PipelinePass {
  /** One for each command that was carried out, in order. */
  readonly results: CommandResult[] = [];
  private readonly draft: PipelineDraft;
  /** Whether the pipeline is at rest: once settled it stays so, for whatever moves it afterwards settles it as well. */
  private settled = false;

  constructor(
    model: CiModel,
    readonly facts: PipelineFacts,
    private readonly commands: readonly PipelineCommand[],
  ) {
    this.draft = openDraft(model, facts);
  }

  /**
   * Carries on until external jobs begin to wait, or to the end; answers those jobs, none at the end. Callbacks that
   * were parked for them are to be applied, the stored ones first, before this is called again.
   */
  advance(): readonly JobFacts[] {
    let started = this.expire();
    for (let next = this.next(); started.length === 0 && next; next = this.next()) {
      this.results.push(this.carryOut(next));
      started = this.expire();
    }
    return started;
  }

  /** Applies a callback that was parked earlier to the job that it is for. */
  apply(command: PipelineCommand): void {
    this.carryOut(command);
  }

  /**
   * Applies what this very pass has parked for jobs that have started since, in the order in which it came: nobody else
   * could find it. Callbacks that are stored for the jobs are older and come before.
   */
  applyOwnParked(jobNames: readonly string[]): void {
    const { parked } = this.draft;
    const own = parked.filter(({ jobName }) => jobNames.includes(jobName));
    if (own.length === 0) return;
    parked.splice(0, parked.length, ...parked.filter((callback) => !own.includes(callback)));
    for (const { command, jobName } of own) this.carryOut({ ...command, jobName });
  }

  /** Carries on to the end with nothing parked but what the pass itself has parked. */
  finish(): void {
    for (let started = this.advance(); started.length > 0; started = this.advance()) {
      this.applyOwnParked(started.map(({ name }) => name));
    }
  }

  /** Whether it matters when jobs ran in the pipelines below: only where one with a bridge has ended or blocked. */
  asksForBelow(): boolean {
    return this.draft.executed !== null && this.facts.jobs.some(({ trigger }) => trigger !== null);
  }

  /** What has to be written; `below` is when jobs ran in the pipelines below, if it was asked for. */
  changes(below: readonly Period[] = []): PipelineChanges {
    return diffDraft(this.draft, below);
  }

  private next(): PipelineCommand | undefined {
    return this.commands[this.results.length];
  }

  /** What time alone has started must find what was parked for it before the next command is heard. */
  private expire(): readonly JobFacts[] {
    const started = this.takeStarted();
    if (started.length > 0) return started;
    this.settled = expireOverdue(this.draft) || this.settled;
    tellRetries(this.draft);
    return this.takeStarted();
  }

  private carryOut(command: PipelineCommand): CommandResult {
    const result = decide(this.draft, command);
    // A sweep asks for nothing else, and what fell due has been settled: its jobs were gone over twice.
    if (command.type !== 'process' || !this.settled) settle(this.draft);
    this.settled = true;
    tellRetries(this.draft);
    return result;
  }

  /** The external jobs that have begun to wait since this was last asked. */
  private takeStarted(): readonly JobFacts[] {
    return this.draft.startedToWait.splice(0);
  }
}
