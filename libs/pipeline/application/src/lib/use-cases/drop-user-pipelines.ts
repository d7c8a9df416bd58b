import { ok, type Result } from '@holdpoint/kernel';
import { membersOf, type CiModel, type PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { CorridorRefusal } from '../corridor/corridor-member';
import type { UserPipelines } from '../ports/user-pipelines';
import { allOutcomes, commandOutcome } from './command-outcome';

/** Pipelines of one task: a task that takes minutes is believed to be dead. */
const SLICE = 100;

/**
 * Fails what is under way in the pipelines of a user who was blocked, a slice at a time. It may be asked for more than once:
 * a pipeline in which nothing is under way is left as it is. Source: GitLab's
 * `Ci::DropPipelinesAndDisableSchedulesForUserService`.
 */
export class DropUserPipelines {
  constructor(
    private readonly pipelines: UserPipelines,
    private readonly corridor: Corridor,
    private readonly model: CiModel,
  ) {}

  /**
   * `actor` has blocked the user; one who is not blocked any more keeps everything. Begins with the first pipeline after a
   * number; answers the number after which to go on, null when that was all.
   */
  async execute(username: string, actor: string, after: PipelineId): Promise<Result<PipelineId | null, CorridorRefusal>> {
    const statuses = membersOf(this.model.statuses, 'pipeline_cancelable', 'blocked_user.scope');
    const command = { type: 'drop_pipeline', failureReason: 'user_blocked', actor } as const;
    const ids = await this.pipelines.findOfBlocked(username, statuses, after, SLICE);
    const answers = await Promise.all(ids.map((pipelineId) => this.corridor.submit({ pipelineId, command })));
    const outcome = allOutcomes(answers.map(commandOutcome));
    return outcome.ok ? ok(ids.length < SLICE ? null : (ids.at(-1) ?? null)) : outcome;
  }
}
