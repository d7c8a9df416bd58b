import { err, SECOND_MS } from '@holdpoint/kernel';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { PipelineInProject } from '../ports/pipeline-store';
import { isFor, type CorridorMember } from './corridor-member';
import { OneTimer } from './one-timer';

/** How long a caller waits for a pipeline that someone else holds before it is told `busy`. */
export const HELD_WAIT_MS = 5 * SECOND_MS;

/** How soon pipelines for which no connection is free are tried again in the lanes: most are held for milliseconds. */
const LANES_AGAIN_MS = 50;

/** What {@link HeldPipelines} is given. */
export interface HeldPipelinesOptions {
  /** Pipelines whose locks are waited for at once, each on a connection. */
  readonly waitersMax: number;
  /** Commands of one transaction at most. */
  readonly batchMax: number;
  /** Waits for the pipeline of these commands and carries them out. */
  readonly run: (members: readonly CorridorMember[]) => Promise<void>;
  /** Gives commands back to the lanes, which find out whether their pipeline is still held. */
  readonly tryAgain: (members: readonly CorridorMember[]) => void;
}

interface Waiting extends PipelineInProject {
  readonly members: CorridorMember[];
}

/**
 * Pipelines that someone else holds, with the commands that wait for them, in order. A few at a time wait for the
 * lock on connections of their own; the others go back to the lanes now and then, so that two that are held for long
 * do not keep a third from going on. Who has waited too long is told `busy`.
 */
export class HeldPipelines {
  private readonly waiting = new Map<PipelineId, Waiting>();
  private readonly running = new Map<PipelineId, PipelineInProject>();
  private readonly timers = new WeakMap<CorridorMember, NodeJS.Timeout>();
  private readonly expired = new WeakSet<CorridorMember>();
  private readonly lanesAgain = new OneTimer(LANES_AGAIN_MS, () => this.giveBack());

  constructor(private readonly options: HeldPipelinesOptions) {}

  /** The pipeline that a member is for, when it is waited for; also undefined if the member names another project. */
  waitedForBy(member: CorridorMember): PipelineInProject | undefined {
    const pipeline = this.waiting.get(member.pipelineId) ?? this.running.get(member.pipelineId);
    return pipeline && isFor(pipeline, member) ? pipeline : undefined;
  }

  add(pipeline: PipelineInProject, member: CorridorMember): void {
    this.put(pipeline, member, 'push');
    this.startWaiters();
  }

  /** Takes back what has waited in vain, before all that came meanwhile; in order. */
  putBack(members: readonly CorridorMember[]): void {
    for (const member of [...members].reverse()) this.put(this.runningFor(member), member, 'unshift');
    this.startWaiters();
  }

  private runningFor({ pipelineId }: CorridorMember): PipelineInProject {
    const pipeline = this.running.get(pipelineId);
    if (!pipeline) throw new Error(`pipeline ${pipelineId} is not waited for`);
    return pipeline;
  }

  private put({ id, projectId }: PipelineInProject, member: CorridorMember, where: 'push' | 'unshift'): void {
    if (this.expired.has(member)) return member.answer(err('busy'));
    if (!this.timers.has(member)) this.timers.set(member, setTimeout(() => this.giveUp(member), HELD_WAIT_MS).unref());
    const waiting = this.waiting.get(id) ?? { id, projectId, members: [] };
    waiting.members[where](member);
    this.waiting.set(id, waiting);
  }

  private startWaiters(): void {
    for (const waiting of this.waiting.values()) {
      if (this.running.size >= this.options.waitersMax) return this.lanesAgain.start();
      if (!this.running.has(waiting.id)) void this.wait(waiting);
    }
  }

  private async wait(waiting: Waiting): Promise<void> {
    const members = this.take(waiting, this.options.batchMax);
    this.running.set(waiting.id, waiting);
    try {
      await this.options.run(members);
    } finally {
      this.running.delete(waiting.id);
      this.startWaiters();
    }
  }

  /** What is left of a pipeline goes to the end of the line. */
  private take(waiting: Waiting, limit: number): readonly CorridorMember[] {
    const taken = waiting.members.splice(0, limit);
    this.waiting.delete(waiting.id);
    if (waiting.members.length > 0) this.waiting.set(waiting.id, waiting);
    return taken;
  }

  private giveBack(): void {
    const free = [...this.waiting.values()].filter(({ id }) => !this.running.has(id));
    this.options.tryAgain(free.flatMap((waiting) => this.take(waiting, Number.POSITIVE_INFINITY)));
  }

  /** A command that is in a transaction just now is told when it comes back: it must not be carried out after a `busy`. */
  private giveUp(member: CorridorMember): void {
    this.expired.add(member);
    const members = this.waiting.get(member.pipelineId)?.members ?? [];
    const index = members.indexOf(member);
    if (index === -1) return;
    members.splice(index, 1);
    if (members.length === 0) this.waiting.delete(member.pipelineId);
    member.answer(err('busy'));
  }
}
