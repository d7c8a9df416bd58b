import { ok, type Result } from '@holdpoint/kernel';
import type { PipelineId, Status } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorRefusal } from '../corridor/corridor-member';
import type { BridgeLookup } from '../ports/bridge-lookup';
import type { BridgePermission } from '../ports/bridge-permission';
import { commandOutcome } from './command-outcome';
import { repeatWhileChanged } from './repeat-while-changed';

/**
 * Brings a bridge in line with the pipeline that it has triggered. The bridge's pipeline is locked, the other is not: it
 * is looked at again afterwards, and a status that has changed meanwhile is told too; if it goes on changing, the task is
 * tried again later.
 */
export class FollowDownstream {
  constructor(
    private readonly lookup: BridgeLookup,
    private readonly permission: BridgePermission,
    private readonly corridor: Corridor,
  ) {}

  /**
   * Resolves when the bridge agrees with its downstream pipeline; there may be no bridge. `startedAnewBy` is who has
   * started something in that pipeline anew, if that is why: the bridge waits again if they may run its pipeline. Source:
   * GitLab's `Ci::Pipeline#reset_source_bridge!`.
   */
  async execute(downstreamId: PipelineId, startedAnewBy: string | null): Promise<Result<void, CorridorRefusal>> {
    let told = await this.lookup.findSource(downstreamId);
    const actor = told && startedAnewBy !== null && (await this.permission.mayRun(startedAnewBy, told.projectId)) ? startedAnewBy : null;
    let follow: Follow = actor === null ? { type: 'mirror_bridge' } : { type: 'reset_bridge', actor };
    return repeatWhileChanged(async () => {
      if (!told) return ok(undefined);
      const { pipelineId, jobId, status } = told;
      const command = { ...follow, jobId, downstream: { id: downstreamId, status } };
      const outcome = commandOutcome(await this.corridor.submit({ pipelineId, command }));
      if (!outcome.ok) return outcome;
      follow = { type: 'correct_bridge', told: status };
      told = await this.lookup.findSource(downstreamId);
      return !told || told.status === status ? ok(undefined) : undefined;
    });
  }
}

type Follow =
  | { readonly type: 'mirror_bridge' }
  | { readonly type: 'correct_bridge'; readonly told: Status }
  | { readonly type: 'reset_bridge'; readonly actor: string };
