import type { PipelineId } from '@holdpoint/pipeline-domain';

/** Locks on pipelines within one process, handed on in the order in which they were asked for. */
export class PipelineLocks {
  private readonly waiting = new Map<PipelineId, (() => void)[]>();

  /** Takes a lock; answers false at once when it is held and `skip_held` was asked for. */
  async acquire(id: PipelineId, held: 'skip_held' | 'wait'): Promise<boolean> {
    const queue = this.waiting.get(id);
    if (!queue) {
      this.waiting.set(id, []);
      return true;
    }
    if (held === 'skip_held') return false;
    await new Promise<void>((resolve) => queue.push(resolve));
    return true;
  }

  release(ids: readonly PipelineId[]): void {
    for (const id of ids) {
      const next = this.waiting.get(id)?.shift();
      if (next) next();
      else this.waiting.delete(id);
    }
  }
}
