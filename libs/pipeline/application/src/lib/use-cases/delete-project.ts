import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { ProjectDeletion } from '../ports/project-deletion';
import { StoreError } from '../ports/store-error';
import type { DeletePipeline } from './delete-pipeline';

/** Pipelines of one step: each asks for a connection by itself, and those of other projects are not to wait for a hundred. */
const SLICE = 20;

/** A project that is marked for deletion, and how far its deletion has come. */
export interface DeletedProject {
  readonly projectId: number;
  /** Who has asked for it. */
  readonly actor: string;
  /** The last of its pipelines that a step before has seen to; null for the first step. */
  readonly before: PipelineId | null;
}

/**
 * What a step has come to: all is gone; there is more to do, `before` a pipeline; or there are pipelines that could not be
 * deleted, as other systems have yet to say that they stopped, or whoever works in them has not let go.
 */
export type DeletionProgress = { readonly state: 'done' | 'waiting' } | { readonly state: 'more'; readonly before: PipelineId | null };

/**
 * Deletes a project that nobody is shown any more, a step at a time: its pipelines as a person would delete each, the newest
 * first, as those are under way; then its ledger, then the project. A step may be done twice. Source: GitLab's
 * `Projects::DestroyService`.
 */
export class DeleteProject {
  constructor(
    private readonly deletion: ProjectDeletion,
    private readonly deletePipeline: DeletePipeline,
  ) {}

  async step({ projectId, actor, before }: DeletedProject): Promise<DeletionProgress> {
    const ids = await this.deletion.pipelinesOf(projectId, before, SLICE);
    await Promise.all(ids.map((id) => this.deleteOne(projectId, id, actor)));
    const last = ids.at(-1);
    if (last !== undefined) return { state: 'more', before: last };
    if (await this.deletion.deleteCallbacks(projectId)) return { state: 'more', before };
    return { state: (await this.deletion.delete(projectId)) ? 'done' : 'waiting' };
  }

  /** One that is refused, or held by somebody, holds up no other: it is still there when the project is to go. */
  private async deleteOne(projectId: number, pipelineId: PipelineId, actor: string): Promise<void> {
    try {
      await this.deletePipeline.execute(projectId, pipelineId, actor);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
}
