import type { Corridor } from '../corridor/corridor';
import type { PipelineLookup } from '../ports/pipeline-lookup';

/** Pipelines that one query of a sweep asks for. */
export const SWEEP_BATCH_MAX = 500;

/** What a sweep found to do, and when the next one is worth it. */
export interface SweepReport {
  /** Pipelines that were brought up to date. */
  readonly swept: number;
  /** Milliseconds to the next wake-up within the horizon; null when there is none or the clock stands still. */
  readonly nextInMs: number | null;
}

/**
 * Brings every pipeline up to date that has something overdue. A pass expires what is overdue before anything else,
 * so all it takes is to ask for one. Candidates are read without locks; the corridor locks pipelines in the order of
 * their ids and looks again (a sweep that locked jobs first ran into deadlocks with callbacks at once: measured).
 */
export class SweepOverdue {
  constructor(
    private readonly lookup: PipelineLookup,
    private readonly corridor: Corridor,
  ) {}

  /** Sweeps until nothing is overdue; `horizonMs` says how far ahead to look for the next wake-up. */
  async execute(horizonMs: number): Promise<SweepReport> {
    for (let swept = 0; ; ) {
      const wakeUps = await this.lookup.findWakeUps(SWEEP_BATCH_MAX, horizonMs);
      const done = await this.wake(wakeUps.due);
      swept += done;
      const more = wakeUps.due.length === SWEEP_BATCH_MAX && done > 0;
      if (!more) return { swept, nextInMs: wakeUps.clockStands ? null : wakeUps.nextInMs };
    }
  }

  /** Answers how many were committed: a pipeline that someone holds is left to the next sweep. */
  private async wake(pipelineIds: readonly number[]): Promise<number> {
    const answers = await Promise.all(
      pipelineIds.map((pipelineId) => this.corridor.submit({ pipelineId, command: { type: 'process' } })),
    );
    return answers.filter(({ ok }) => ok).length;
  }
}
