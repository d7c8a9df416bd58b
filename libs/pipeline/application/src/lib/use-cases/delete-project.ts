import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { ProjectDeletion } from '../ports/project-deletion';
import type { DeletePipeline } from './delete-pipeline';

/** Pipelines of one step: each asks for a connection by itself, and those of other projects are not to wait for a hundred. */
const SLICE = 20;

/** A project that is marked for deletion, and how far its deletion has come. */
export interface DeletedProject {
  readonly projectId: number;
  /** Who has asked for it. */
  readonly actor: string;
  /** The last of its pipelines that a step before has seen to; 0 for the first step. */
  readonly after: PipelineId;
}

/** What a step has come to: all is gone, there is more to do after a pipeline, or other systems have yet to say that they stopped. */
export type DeletionProgress = { readonly state: 'done' | 'waiting' } | { readonly state: 'more'; readonly after: PipelineId };

/**
 * Deletes a project that nobody is shown any more, a step at a time: its pipelines as a person would delete each, then its
 * ledger, then the project. A step may be done twice. Source: GitLab's `Projects::DestroyService`.
 */
export class DeleteProject {
  constructor(
    private readonly deletion: ProjectDeletion,
    private readonly deletePipeline: DeletePipeline,
  ) {}

  async step({ projectId, actor, after }: DeletedProject): Promise<DeletionProgress> {
    const ids = await this.deletion.pipelinesOf(projectId, after, SLICE);
    // One that is refused is still there when the project is to go.
    await Promise.all(ids.map((id) => this.deletePipeline.execute(projectId, id, actor)));
    const last = ids.at(-1);
    if (last !== undefined) return { state: 'more', after: last };
    if (await this.deletion.deleteCallbacks(projectId)) return { state: 'more', after };
    return { state: (await this.deletion.delete(projectId)) ? 'done' : 'waiting' };
  }
}
