import { err, ok, type Result } from '@holdpoint/kernel';
import { inSet, type CiModel, type PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { PipelineDeletion } from '../ports/pipeline-deletion';
import type { CancelDownstream } from './cancel-downstream';
import { changedJobs, type ActionRefusal } from './changed-jobs';
import type { FollowDownstream } from './follow-downstream';
import { repeatWhileChanged } from './repeat-while-changed';

/** Why a pipeline was not deleted; `pipeline_not_ended`: it is being canceled, and other systems have yet to say that they stopped. */
export type DeletionRefusal = ActionRefusal | 'pipeline_not_ended';

/**
 * Deletes a pipeline for a person. What is under way in it is canceled before, its children are too, and its bridge is told:
 * the commands that would do so afterwards find nothing any more. Source: GitLab's `Ci::DestroyPipelineService`.
 */
export class DeletePipeline {
  constructor(
    private readonly deletion: PipelineDeletion,
    private readonly corridor: Corridor,
    private readonly cancelDownstream: CancelDownstream,
    private readonly followDownstream: FollowDownstream,
    private readonly model: CiModel,
  ) {}

  async execute(projectId: number, pipelineId: PipelineId, actor: string): Promise<Result<void, DeletionRefusal>> {
    const canceled = await this.cancel(projectId, pipelineId, actor);
    return canceled.ok ? this.deleteEnded(projectId, pipelineId) : canceled;
  }

  private async cancel(projectId: number, pipelineId: PipelineId, actor: string): Promise<Result<unknown, DeletionRefusal>> {
    const canceled = changedJobs(await this.corridor.submit({ pipelineId, projectId, command: { type: 'end_pipeline', actor } }));
    if (canceled.ok) return this.cancelDownstream.cancelChildren(pipelineId, { pipelineId });
    return canceled.error === 'pipeline_not_cancelable' ? ok(undefined) : canceled;
  }

  /** The bridge agrees with what was found, and only that is deleted. */
  private async deleteEnded(projectId: number, pipelineId: PipelineId): Promise<Result<void, DeletionRefusal>> {
    return repeatWhileChanged(async () => {
      const found = await this.deletion.find(projectId, pipelineId);
      if (!found) return ok(undefined);
      if (!inSet(this.model.statuses, 'completed', 'pipeline.delete', found.status)) return err('pipeline_not_ended');
      const told = await this.followDownstream.execute(pipelineId, null);
      if (!told.ok) return told;
      return (await this.deletion.delete(pipelineId, found)) ? ok(undefined) : undefined;
    });
  }
}
