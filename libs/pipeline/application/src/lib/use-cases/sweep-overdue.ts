import type { Corridor } from '../corridor/corridor';
import type { PipelineLookup, WakeUps } from '../ports/pipeline-lookup';

/** Pipelines that one query of a sweep asks for. */
export const SWEEP_BATCH_MAX = 500;

/** What a sweep found to do, and the clock it went by. */
export interface SweepReport {
  /** Pipelines that were brought up to date. */
  readonly swept: number;
  /** What was left when nothing was due any more. */
  readonly wakeUps: WakeUps;
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

  /** Sweeps until nothing is overdue but what others hold. */
  async execute(): Promise<SweepReport> {
    for (let swept = 0; ; ) {
      const wakeUps = await this.lookup.findWakeUps(SWEEP_BATCH_MAX);
      const done = await this.wake(wakeUps.due);
      swept += done;
      if (done === 0) return { swept, wakeUps };
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
