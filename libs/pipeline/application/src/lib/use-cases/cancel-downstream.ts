import { ok, type Result } from '@holdpoint/kernel';
import { membersOf, type CiModel, type OtherPipelineCommand, type PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorRefusal } from '../corridor/corridor-member';
import type { BridgeLookup, ChildrenOf } from '../ports/bridge-lookup';
import { allOutcomes, commandOutcome } from './command-outcome';

/** Cancels pipelines because of another one: children with their parent, older ones for a newer commit. */
export class CancelDownstream {
  constructor(
    private readonly lookup: BridgeLookup,
    private readonly corridor: Corridor,
    private readonly model: CiModel,
  ) {}

  /** Cancels the child pipelines of a bridge, or of a whole pipeline; these cancel theirs in turn. */
  async cancelChildren(parentId: PipelineId, of: ChildrenOf): Promise<Result<void, CorridorRefusal>> {
    return this.tell(await this.lookup.findChildren(of), { type: 'cancel_child', pipelineId: parentId });
  }

  /** Cancels what a new pipeline makes redundant, as far as the older pipelines allow it. */
  async cancelRedundant(newerId: PipelineId): Promise<Result<void, CorridorRefusal>> {
    const statuses = membersOf(this.model.statuses, 'pipeline_cancelable', 'redundant.candidate');
    const older = await this.lookup.findRedundant(newerId, statuses);
    return this.tell(older, { type: 'cancel_redundant', pipelineId: newerId });
  }

  private async tell(
    pipelineIds: readonly PipelineId[],
    command: OtherPipelineCommand,
  ): Promise<Result<void, CorridorRefusal>> {
    if (pipelineIds.length === 0) return ok(undefined);
    const answers = await Promise.all(pipelineIds.map((pipelineId) => this.corridor.submit({ pipelineId, command })));
    return allOutcomes(answers.map(commandOutcome));
  }
}
