import type { Effect } from '../processing/effect';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { mirrorEvent } from '../status/mirror-event';

/**
 * What a change of a pipeline's status means for the bridge that triggered it. A status that the bridge had taken over
 * and that somebody has ended by a retry or play resets it; one that ended by itself is followed by the next.
 */
export function sourceEffects({ facts, pipeline, model, startedAnewBy }: PipelineDraft): readonly Effect[] {
  const { sourceBridge } = facts;
  if (sourceBridge === null || facts.status === pipeline.status) return [];
  const eventOf = (status: typeof pipeline.status): string | undefined =>
    mirrorEvent(model.statuses, sourceBridge.strategy, status);
  if (startedAnewBy !== null && eventOf(facts.status) !== undefined) return [{ type: 'reset_source_bridge', actor: startedAnewBy }];
  return eventOf(pipeline.status) === undefined ? [] : [{ type: 'mirror_status' }];
}
