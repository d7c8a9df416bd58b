import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { CorridorMember } from './corridor-member';

/** Members in the order in which they came; hands out batches in which no pipeline is in two hands at once. */
export class MemberQueue {
  private waiting: CorridorMember[] = [];
  private readonly taken = new Set<PipelineId>();

  push(member: CorridorMember): void {
    this.waiting.push(member);
  }

  /** Takes every member whose pipeline is free, up to a limit, and holds those pipelines until {@link release}. */
  takeBatch(limit: number): readonly CorridorMember[] {
    const batch: CorridorMember[] = [];
    const left: CorridorMember[] = [];
    for (const member of this.waiting) {
      const free = batch.length < limit && !this.taken.has(member.pipelineId);
      (free ? batch : left).push(member);
    }
    this.waiting = left;
    for (const { pipelineId } of batch) this.taken.add(pipelineId);
    return batch;
  }

  /** Gives the pipelines of a batch back. */
  release(members: readonly CorridorMember[]): void {
    for (const { pipelineId } of members) this.taken.delete(pipelineId);
  }

  /** Takes every waiting member of one pipeline, whoever holds it. */
  takePipeline(pipelineId: PipelineId): readonly CorridorMember[] {
    const members = this.waiting.filter((member) => member.pipelineId === pipelineId);
    this.waiting = this.waiting.filter((member) => member.pipelineId !== pipelineId);
    return members;
  }
}
