import { err } from '@holdpoint/kernel';
import type { CiModel } from '@holdpoint/pipeline-domain';
import type { PipelineStore } from '../ports/pipeline-store';
import type { CorridorAnswer, CorridorMember, CorridorRequest } from './corridor-member';
import { HeldPipelines } from './held-pipelines';
import { MemberQueue } from './member-queue';
import { OneTimer } from './one-timer';
import { previewCommands } from './preview-commands';
import { runBatch, type BatchOutcome, type HeldMembers } from './run-batch';
import { runIsolated } from './run-isolated';

/** How wide the corridor is. */
export interface CorridorOptions {
  /** Transactions side by side; two were as good as any number, measured on two cores. */
  readonly lanes: number;
  /** Members of one transaction at most: with 500, 2,000 jobs due at once took half as long again (measured). */
  readonly batchMax: number;
  /** How long members wait, while no lane is busy, for others that are expected: no more than a commit takes. */
  readonly gatherMs: number;
  /** How long members wait, while another lane is busy, until they are enough for a lane of their own: it may stand still. */
  readonly nextLaneMs: number;
  /** Members that may wait; beyond that callers are told `busy` at once. */
  readonly queuedMax: number;
  /** Connections that wait for pipelines which someone else holds. */
  readonly heldWaitersMax: number;
  /** How long to wait before a batch that met a conflict or a lost connection is run again; as often as there are entries. */
  readonly retryDelaysMs: readonly number[];
  /** After this no further try is begun, however few there were. */
  readonly retryWithinMs: number;
}

/** The corridor's usual width. A restart of PostgreSQL of up to two seconds is waited for. */
export const CORRIDOR_OPTIONS: CorridorOptions = {
  lanes: 2,
  batchMax: 250,
  gatherMs: 3,
  nextLaneMs: 50,
  queuedMax: 20_000,
  heldWaitersMax: 2,
  retryDelaysMs: [0, 25, 100, 400, 1_500],
  retryWithinMs: 5_000,
};

/**
 * The one way to change a pipeline. Commands that arrive while a batch is in flight form the next one, for one
 * pipeline or many; nobody is answered before the commit. A pipeline in flight in one lane is not taken by another,
 * and one that someone else holds is waited for aside, so that the lanes go on.
 */
export class Corridor {
  private readonly queue = new MemberQueue();
  private readonly held: HeldPipelines;
  private lanesBusy = 0;
  private readonly gathering: OneTimer;
  private readonly nextLane: OneTimer;
  private scheduled = false;
  private stopping = false;
  private readonly pending = new Set<Promise<CorridorAnswer>>();
  private wakeAtListeners: ((wakeAt: number) => void)[] = [];

  constructor(
    private readonly store: PipelineStore,
    private readonly model: CiModel,
    private readonly options: CorridorOptions = CORRIDOR_OPTIONS,
  ) {
    this.gathering = new OneTimer(options.gatherMs, () => this.startLanes(1));
    this.nextLane = new OneTimer(options.nextLaneMs, () => this.startLanes(1));
    this.held = new HeldPipelines({
      waitersMax: options.heldWaitersMax,
      batchMax: options.batchMax,
      run: (members) => this.run(members, 'wait'),
      tryAgain: (members) => this.tryAgain(members),
    });
  }

  /** Carries out a command; resolves after its transaction is committed. Rejects only for a bug. */
  submit(request: CorridorRequest): Promise<CorridorAnswer> {
    if (this.stopping) return Promise.resolve(err('stopping'));
    if (this.pending.size >= this.options.queuedMax) return Promise.resolve(err('busy'));
    const answered = new Promise<CorridorAnswer>((answer, fail) => this.enqueue({ ...request, answer, fail }));
    this.pending.add(answered);
    const forget = (): unknown => this.pending.delete(answered);
    answered.then(forget, forget);
    return answered;
  }

  /** Answers what commands would come to as things stand, without a lock, and changes nothing. */
  preview(requests: readonly CorridorRequest[]): Promise<readonly CorridorAnswer[]> {
    return previewCommands(this.store, this.model, requests);
  }

  /** Carries out commands, or previews them for a dry run; answered when all are. */
  submitAll(requests: readonly CorridorRequest[], dryRun: boolean): Promise<readonly CorridorAnswer[]> {
    return dryRun ? this.preview(requests) : Promise.all(requests.map((request) => this.submit(request)));
  }

  /** Calls back with the earliest wake-up of every committed batch that has one. */
  onWakeAt(listener: (wakeAt: number) => void): void {
    this.wakeAtListeners.push(listener);
  }

  /** Takes no more commands and resolves when those under way are answered. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.whenAnswered();
    this.stopTimers();
  }

  /** Resolves when the commands that are waiting or under way now are answered. */
  async whenAnswered(): Promise<void> {
    await Promise.allSettled(this.pending);
  }

  private enqueue(member: CorridorMember): void {
    const pipeline = this.held.waitedForBy(member);
    if (pipeline) this.setAside([{ pipeline, members: [member] }]);
    else this.queue.push(member);
    this.schedule();
  }

  /** The turn of the event loop that follows takes what one poll of the sockets has brought, together. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.startLanes();
    });
  }

  /** Opens lanes for those who wait, if they are enough; else they wait a little for others. */
  private startLanes(atLeast?: number): void {
    const { lanes, batchMax } = this.options;
    while (this.lanesBusy < lanes) {
      const batch = this.queue.takeBatch(batchMax, Math.min(atLeast ?? this.queue.enough, batchMax));
      if (batch.length === 0) break;
      this.stopTimers();
      this.lanesBusy += 1;
      void this.runLane(batch);
    }
    if (this.queue.isWaitedIn && this.lanesBusy < lanes) (this.lanesBusy === 0 ? this.gathering : this.nextLane).start();
  }

  private stopTimers(): void {
    this.gathering.stop();
    this.nextLane.stop();
  }

  private async runLane(batch: readonly CorridorMember[]): Promise<void> {
    try {
      await this.run(batch, 'skip_held');
    } finally {
      this.queue.release(batch);
      this.lanesBusy -= 1;
      this.schedule();
    }
  }

  private tryAgain(members: readonly CorridorMember[]): void {
    for (const member of members) this.queue.push(member);
    this.schedule();
  }

  private run(members: readonly CorridorMember[], held: 'skip_held' | 'wait'): Promise<void> {
    return runIsolated(members, {
      run: (part) => this.runPart(part, held),
      committed: (outcome) => this.committed(outcome),
      // What has come to the lanes meanwhile would overtake members that leave them now.
      ...(held === 'wait' ? { held: (part): void => this.held.putBack(part) } : {}),
      retryDelaysMs: this.options.retryDelaysMs,
      retryWithinMs: this.options.retryWithinMs,
    });
  }

  /** Members of a pipeline that an earlier part of the batch found held must not overtake those that wait for it. */
  private async runPart(part: readonly CorridorMember[], held: 'skip_held' | 'wait'): Promise<BatchOutcome> {
    const [free, aside]: [CorridorMember[], HeldMembers[]] = [[], []];
    for (const member of part) {
      const pipeline = held === 'wait' ? undefined : this.held.waitedForBy(member);
      if (pipeline) aside.push({ pipeline, members: [member] });
      else free.push(member);
    }
    if (free.length === 0) return { answers: new Map(), held: aside, wakeAt: null };
    const outcome = await runBatch(this.store, this.model, free, held);
    return { ...outcome, held: [...outcome.held, ...aside] };
  }

  private committed({ answers, held, wakeAt }: BatchOutcome): void {
    for (const [member, answer] of answers) member.answer(answer);
    this.setAside(held);
    if (wakeAt !== null) this.wakeAtListeners.forEach((listener) => listener(wakeAt));
  }

  /** A held pipeline leaves the lanes with everything that waits for it, in order; a sweep does not wait for it. */
  private setAside(held: readonly HeldMembers[]): void {
    const queued = held.map(({ pipeline }) => ({ pipeline, members: this.queue.takePipeline(pipeline) }));
    for (const { pipeline, members } of [...held, ...queued]) {
      for (const member of members) {
        if (member.skipIfHeld) member.answer(err('busy'));
        else this.held.add(pipeline, member);
      }
    }
  }
}
