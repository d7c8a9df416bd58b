import type { Effect } from '../processing/effect';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { mirrorEvent } from '../status/mirror-event';

/**
 * What a pass over a pipeline means for the bridge that triggered it. Whoever retries or plays something in it resets the
 * bridge, whatever has become of that: it may have been canceled while this went on. A status that ended by itself is
 * followed by the next.
 */
export function sourceEffects({ facts, pipeline, model, startedAnewBy }: PipelineDraft): readonly Effect[] {
  const { sourceBridge } = facts;
  if (sourceBridge === null) return [];
  const eventOf = (status: typeof pipeline.status): string | undefined =>
    mirrorEvent(model.statuses, sourceBridge.strategy, status);
  const takesOver = model.statuses.statuses.some((status) => eventOf(status) !== undefined);
  if (startedAnewBy !== null && takesOver) return [{ type: 'reset_source_bridge', actor: startedAnewBy }];
  return facts.status === pipeline.status || eventOf(pipeline.status) === undefined ? [] : [{ type: 'mirror_status' }];
}
