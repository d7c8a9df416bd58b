import { ok, type Result } from '@holdpoint/kernel';
import type { ResourceGroupId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorRefusal } from '../corridor/corridor-member';
import type { ResourceGroups } from '../ports/resource-groups';
import { commandOutcome } from './command-outcome';

/**
 * Gives the resource of a group to whoever is next, and starts that job. A job that was canceled meanwhile refuses to: its
 * end has left a task of its own, which looks again. Source: GitLab's
 * `Ci::ResourceGroups::AssignResourceFromResourceGroupService`.
 */
export class HandOnResource {
  constructor(
    private readonly groups: ResourceGroups,
    private readonly corridor: Corridor,
  ) {}

  /** Resolves when whoever has the resource knows; it may be asked for more than once, and interrupted anywhere. */
  async execute(id: ResourceGroupId): Promise<Result<void, CorridorRefusal>> {
    const assigned = await this.groups.assign(id);
    if (assigned === null) return ok(undefined);
    const { pipelineId, jobId } = assigned;
    return commandOutcome(await this.corridor.submit({ pipelineId, command: { type: 'start_with_resource', jobId } }));
  }
}
