import type { Status } from './status';
import { isHidden } from './in-set';
import type { StatusModel, TransitionRule } from './status-model';
import type { MachineName } from './status-readers';

/** Where an event leads from a status, for a job in a resource group or outside; undefined when the machine has no such transition. */
export function nextStatus(
  model: StatusModel,
  machine: MachineName,
  event: string,
  status: Status,
  inResourceGroup = false,
): Status | undefined {
  const reader = `${machine}.${event}` as const;
  if (isHidden(model, reader, status)) return undefined;
  const { events } = model.machines[machine];
  if (!Object.hasOwn(events, event)) return undefined;
  const applies = (rule: TransitionRule): boolean => rule.from.includes(status) && (inResourceGroup || rule.inResourceGroup !== true);
  return events[event]?.find((rule) => applies(rule) && !isHidden(model, reader, rule.to))?.to;
}
