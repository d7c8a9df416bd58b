import { err, ok, type Result } from '@holdpoint/kernel';
import type { BridgeCommand, PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorRefusal } from '../corridor/corridor-member';
import type { BridgeLookup } from '../ports/bridge-lookup';
import { commandOutcome } from './command-outcome';

/** A pipeline that changes its status between every look and the next is looked after by the task that this leaves. */
const LOOKS_MAX = 5;

/**
 * Brings a bridge in line with the pipeline that it has triggered. The bridge's pipeline is locked, the other is not: it
 * is looked at again afterwards, and a status that has changed meanwhile is told too.
 */
export class FollowDownstream {
  constructor(
    private readonly lookup: BridgeLookup,
    private readonly corridor: Corridor,
  ) {}

  /** Resolves when the bridge agrees with its downstream pipeline; there may be no bridge. */
  async execute(downstreamId: PipelineId, type: 'mirror_bridge' | 'reset_bridge'): Promise<Result<void, CorridorRefusal>> {
    let told = await this.lookup.findSource(downstreamId);
    for (let looks = 0; looks < LOOKS_MAX && told; looks += 1) {
      const { pipelineId, jobId, status } = told;
      const command: BridgeCommand = { type: looks === 0 ? type : 'reset_bridge', jobId, downstream: { id: downstreamId, status } };
      const outcome = commandOutcome(await this.corridor.submit({ pipelineId, command }));
      if (!outcome.ok) return outcome;
      told = await this.lookup.findSource(downstreamId);
      if (told?.status === status) return ok(undefined);
    }
    return told ? err('busy') : ok(undefined);
  }
}
