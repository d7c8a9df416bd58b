import { expireOverdue } from '../deadline/expire-overdue';
import { diffDraft } from '../processing/diff-draft';
import type { PipelineChanges } from '../processing/pipeline-changes';
import { openDraft, type PipelineDraft } from '../processing/pipeline-draft';
import type { JobFacts, Period, PipelineFacts } from '../processing/pipeline-facts';
import { tellRetries } from '../processing/retry-job';
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

/**
 * Runs commands on one pipeline: before each what is overdue expires, after each the pipeline is processed to a
 * fixpoint, so that a batch gives what its members would give one after another; nothing overdue is left behind.
 */
export function runPass(
  model: CiModel,
  facts: PipelineFacts,
  commands: readonly PipelineCommand[],
): PassOutcome {
  const pass = new PipelinePass(model, facts);
  const results = commands.map((command) => {
    const result = pass.run(command);
    applyOwnParked(pass);
    return result;
  });
  pass.expire();
  applyOwnParked(pass);
  return { changes: pass.changes(), results };
}

function applyOwnParked(pass: PipelinePass): void {
  for (let started = pass.takeStarted(); started.length > 0; started = pass.takeStarted()) {
    pass.applyParked(started.map(({ name }) => name));
  }
}

/** A pass that is run step by step, for whoever has something to look up in between. */
export class PipelinePass {
  private readonly draft: PipelineDraft;

  constructor(
    model: CiModel,
    readonly facts: PipelineFacts,
  ) {
    this.draft = openDraft(model, facts);
  }

  /** Expires what is overdue, carries out one command and brings the pipeline to rest. */
  run(command: PipelineCommand): CommandResult {
    expireOverdue(this.draft);
    const result = decide(this.draft, command);
    settle(this.draft);
    tellRetries(this.draft);
    return result;
  }

  /** Expires what is overdue. */
  expire(): void {
    expireOverdue(this.draft);
  }

  /** The external jobs that have begun to wait since this was last asked: callbacks may be parked for them. */
  takeStarted(): readonly JobFacts[] {
    return this.draft.startedToWait.splice(0);
  }

  /**
   * Applies what this very pass has parked for jobs that have started since, in the order in which it came: nobody else
   * could find it. Callbacks that are stored for the jobs are older and come before.
   */
  applyParked(jobNames: readonly string[]): void {
    const { parked } = this.draft;
    const own = parked.filter(({ jobName }) => jobNames.includes(jobName));
    if (own.length === 0) return;
    parked.splice(0, parked.length, ...parked.filter((callback) => !own.includes(callback)));
    for (const { command, jobName } of own) this.run({ ...command, jobName });
  }

  /** Whether it matters when jobs ran in the pipelines below: only where one with a bridge has ended or blocked. */
  asksForBelow(): boolean {
    return this.draft.executed !== null && this.facts.jobs.some(({ trigger }) => trigger !== null);
  }

  /** What has to be written; `below` is when jobs ran in the pipelines below, if it was asked for. */
  changes(below: readonly Period[] = []): PipelineChanges {
    return diffDraft(this.draft, below);
  }
}
