import type { PipelineId } from '@holdpoint/pipeline-domain';
import type { Corridor } from '../corridor/corridor';
import type { PipelineLookup, WakeUps } from '../ports/pipeline-lookup';

/** Pipelines that one query of a sweep asks for: two batches for each lane, so that one is decided while another is written. */
export const SWEEP_BATCH_MAX = 1_000;

/** What a sweep found to do, and the clock it went by. */
export interface SweepReport {
  /** Pipelines that were brought up to date. */
  readonly swept: number;
  /** Pipelines whose pass failed for a bug. */
  readonly failures: readonly SweepFailure[];
  /** Pipelines that are still overdue: someone holds them, or their pass failed. */
  readonly stillDue: number;
  /** The clock, and what falls due next. */
  readonly wakeUps: WakeUps;
}

/** A pipeline that could not be brought up to date. */
export interface SweepFailure {
  readonly pipelineId: PipelineId;
  readonly error: unknown;
}

/**
 * Brings every pipeline up to date that has something overdue. A pass expires what is overdue before anything else,
 * so all it takes is to ask for one. Candidates are read without locks; the corridor locks pipelines in the order of
 * their ids and looks again (a sweep that locked jobs first ran into deadlocks with callbacks at once: measured).
 *
 * One pipeline must not delay the others: one that someone holds is left to its holder, whose own pass expires it, or
 * to the next sweep; one whose pass fails is reported and not asked for again.
 */
export class SweepOverdue {
  constructor(
    private readonly lookup: PipelineLookup,
    private readonly corridor: Corridor,
  ) {}

  /** Sweeps until nothing is overdue but what was asked for without effect, or until the signal is aborted: what is under way then is the last. */
  async execute(signal?: AbortSignal): Promise<SweepReport> {
    const asked = new Set<PipelineId>();
    const without = new Set<PipelineId>();
    const failures: SweepFailure[] = [];
    for (let swept = 0; ; ) {
      const wakeUps = await this.lookup.findWakeUps(SWEEP_BATCH_MAX, [...without]);
      if (wakeUps.due.length === 0 || signal?.aborted) return { swept, failures, stillDue: without.size, wakeUps };
      for (const pipelineId of wakeUps.due) (asked.has(pipelineId) ? without : asked).add(pipelineId);
      const due = wakeUps.due.filter((pipelineId) => !without.has(pipelineId));
      swept += await this.wake(due, without, failures);
    }
  }

  /** Answers how many were brought up to date; the others are not to be asked for again. */
  private async wake(
    pipelineIds: readonly PipelineId[],
    without: Set<PipelineId>,
    failures: SweepFailure[],
  ): Promise<number> {
    const woken = await Promise.all(pipelineIds.map((pipelineId) => this.wakeOne(pipelineId, failures)));
    pipelineIds.filter((_, index) => !woken[index]).forEach((pipelineId) => without.add(pipelineId));
    return woken.filter(Boolean).length;
  }

  private async wakeOne(pipelineId: PipelineId, failures: SweepFailure[]): Promise<boolean> {
    try {
      return (await this.corridor.submit({ pipelineId, command: { type: 'process' }, skipIfHeld: true })).ok;
    } catch (error) {
      failures.push({ pipelineId, error });
      return false;
    }
  }
}
