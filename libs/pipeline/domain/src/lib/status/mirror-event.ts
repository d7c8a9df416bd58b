import type { TriggerOptions } from '../plan/pipeline-plan';
import { isHidden } from './in-set';
import type { Status } from './status';
import type { StatusModel } from './status-model';

/** The event by which a bridge takes over a status of its downstream pipeline; undefined when it is left as it is. */
export function mirrorEvent(
  model: StatusModel,
  strategy: TriggerOptions['strategy'],
  downstream: Status,
): string | undefined {
  return isHidden(model, 'bridge.mirror', downstream) ? undefined : model.mirror[strategy][downstream];
}
