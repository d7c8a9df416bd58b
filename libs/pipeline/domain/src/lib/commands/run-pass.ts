import { expireOverdue } from '../deadline/expire-overdue';
import { diffDraft } from '../processing/diff-draft';
import type { PipelineChanges } from '../processing/pipeline-changes';
import { openDraft, type PipelineDraft } from '../processing/pipeline-draft';
import type { PipelineFacts } from '../processing/pipeline-facts';
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
  const draft = openDraft(model, facts);
  const results = commands.map((command) => runCommand(draft, command));
  expireOverdue(draft);
  return { changes: diffDraft(draft), results };
}

function runCommand(draft: PipelineDraft, command: PipelineCommand): CommandResult {
  expireOverdue(draft);
  const result = decide(draft, command);
  settle(draft);
  draft.retriedBy.clear();
  return result;
}
