import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { PipelineInProject } from '../ports/pipeline-store';
import { isFor, type CorridorMember } from './corridor-member';

/** Members in the order in which they came; hands out batches in which no pipeline is in two hands at once. */
export class MemberQueue {
  private waiting: CorridorMember[] = [];
  private readonly taken = new Set<PipelineId>();
  private handedOut = 0;
  private lastTotal = 0;

  push(member: CorridorMember): void {
    this.waiting.push(member);
  }

  /** Whether anybody waits, for a lane or for a pipeline. */
  get isWaitedIn(): boolean {
    return this.waiting.length > 0;
  }

  /**
   * How many are to wait before another batch is worth its while, because one costs as much as five of its members,
   * whatever is in it: as many as are in flight, and half of those who were here when the last was taken, for callers
   * come back. With 16 callers batches grew from 7 to 14 members by the second, and a callback took a quarter less
   * CPU (measured). A lone caller is enough.
   */
  get enough(): number {
    return Math.max(1, this.handedOut, Math.ceil(this.lastTotal / 2));
  }

  /**
   * Takes every member whose pipeline is free, up to a limit, and holds those pipelines until {@link release}; takes
   * none when there are fewer than `atLeast`.
   */
  takeBatch(limit: number, atLeast: number): readonly CorridorMember[] {
    if (this.waiting.length < atLeast) return [];
    const batch: CorridorMember[] = [];
    const left: CorridorMember[] = [];
    for (const member of this.waiting) {
      const free = batch.length < limit && !this.taken.has(member.pipelineId);
      (free ? batch : left).push(member);
    }
    if (batch.length < atLeast) return [];
    this.lastTotal = this.waiting.length + this.handedOut;
    this.waiting = left;
    this.handedOut += batch.length;
    for (const { pipelineId } of batch) this.taken.add(pipelineId);
    return batch;
  }

  /** Gives the pipelines of a batch back. */
  release(members: readonly CorridorMember[]): void {
    this.handedOut -= members.length;
    for (const { pipelineId } of members) this.taken.delete(pipelineId);
  }

  /** Takes every waiting member that is for one pipeline, whoever holds it. */
  takePipeline(pipeline: PipelineInProject): readonly CorridorMember[] {
    const members = this.waiting.filter((member) => isFor(pipeline, member));
    this.waiting = this.waiting.filter((member) => !isFor(pipeline, member));
    return members;
  }
}
