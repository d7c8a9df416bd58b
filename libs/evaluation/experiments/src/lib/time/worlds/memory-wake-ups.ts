import type { Instant } from '@holdpoint/kernel';
import { PipelineLookup, type CallbackTargets, type WakeUps } from '@holdpoint/pipeline-application';
import type { PipelineFacts, PipelineId } from '@holdpoint/pipeline-domain';

/** Finds wake-ups among pipelines in memory; a sweep asks a lookup for nothing else. */
export class MemoryWakeUps extends PipelineLookup {
  constructor(
    private readonly pipelines: () => readonly PipelineFacts[],
    private readonly now: () => Instant,
  ) {
    super();
  }

  findWakeUps(limit: number, without: readonly PipelineId[] = []): Promise<WakeUps> {
    const now = this.now();
    const waking = this.pipelines().flatMap(({ id, wakeAt }) => (wakeAt === null ? [] : [{ id, wakeAt }]));
    waking.sort((a, b) => a.wakeAt - b.wakeAt);
    const due = waking.filter(({ id, wakeAt }) => wakeAt <= now && !without.includes(id)).map(({ id }) => id);
    const next = waking.find(({ wakeAt }) => wakeAt > now);
    return Promise.resolve({ now, due: due.slice(0, limit), nextAt: next?.wakeAt ?? null, clockStands: true });
  }

  findPipeline(): Promise<undefined> {
    return unasked();
  }

  findCallbackTargets(): Promise<CallbackTargets> {
    return unasked();
  }

  findPipelineOfJob(): Promise<undefined> {
    return unasked();
  }
}

const unasked = (): Promise<never> => Promise.reject(new Error('A sweep asks for wake-ups alone'));
