import { err, SECOND_MS } from '@holdpoint/kernel';
import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { CorridorMember } from './corridor-member';

/** How long a caller waits for a pipeline that someone else holds before it is told `busy`. */
export const HELD_WAIT_MS = 5 * SECOND_MS;

interface HeldPipeline {
  readonly members: CorridorMember[];
  running: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Pipelines that someone else holds, with the commands that wait for them. A few at a time wait for the lock on
 * connections of their own and run as one batch; who waits too long is told `busy`.
 */
export class HeldPipelines {
  private readonly pipelines = new Map<PipelineId, HeldPipeline>();
  private waiters = 0;

  constructor(
    private readonly waitersMax: number,
    private readonly run: (members: readonly CorridorMember[]) => Promise<void>,
    private readonly released: () => void,
  ) {}

  /** Commands not answered yet. */
  get size(): number {
    let size = 0;
    for (const { members, running } of this.pipelines.values()) size += members.length + (running ? 1 : 0);
    return size;
  }

  isWaitedFor(pipelineId: PipelineId): boolean {
    return this.pipelines.has(pipelineId);
  }

  add(members: readonly CorridorMember[]): void {
    for (const member of members) this.open(member.pipelineId).members.push(member);
    this.startWaiters();
  }

  private open(pipelineId: PipelineId): HeldPipeline {
    const known = this.pipelines.get(pipelineId);
    if (known) return known;
    const held: HeldPipeline = { members: [], running: false, timer: undefined };
    held.timer = setTimeout(() => this.giveUp(pipelineId, held), HELD_WAIT_MS);
    this.pipelines.set(pipelineId, held);
    return held;
  }

  private startWaiters(): void {
    for (const [pipelineId, held] of this.pipelines) {
      if (this.waiters >= this.waitersMax) return;
      if (!held.running && held.members.length > 0) void this.wait(pipelineId, held);
    }
  }

  private async wait(pipelineId: PipelineId, held: HeldPipeline): Promise<void> {
    this.waiters += 1;
    held.running = true;
    await this.run(held.members.splice(0));
    held.running = false;
    this.waiters -= 1;
    if (held.members.length === 0) this.close(pipelineId, held);
    this.startWaiters();
  }

  /** Those who came while others waited, or for whom no connection was free, have waited long enough too. */
  private giveUp(pipelineId: PipelineId, held: HeldPipeline): void {
    for (const member of held.members.splice(0)) member.answer(err('busy'));
    if (!held.running) this.close(pipelineId, held);
  }

  private close(pipelineId: PipelineId, held: HeldPipeline): void {
    clearTimeout(held.timer);
    this.pipelines.delete(pipelineId);
    this.released();
  }
}
