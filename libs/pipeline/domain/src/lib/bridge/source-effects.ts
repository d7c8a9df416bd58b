import type { Effect } from '../processing/effect';
import type { PipelineDraft } from '../processing/pipeline-draft';
import { mirrorEvent } from '../status/mirror-event';

/**
 * What a change of a pipeline's status means for the bridge that triggered it. A status that the bridge had taken over
 * and that no longer holds resets it, whoever retried or played what: the bridge looks at the pipeline again.
 */
export function sourceEffects({ facts, pipeline, model }: PipelineDraft): readonly Effect[] {
  const { sourceBridge } = facts;
  if (sourceBridge === null || facts.status === pipeline.status) return [];
  const eventOf = (status: typeof pipeline.status): string | undefined =>
    mirrorEvent(model.statuses, sourceBridge.strategy, status);
  if (eventOf(facts.status) !== undefined) return [{ type: 'reset_source_bridge' }];
  return eventOf(pipeline.status) === undefined ? [] : [{ type: 'mirror_status' }];
}
