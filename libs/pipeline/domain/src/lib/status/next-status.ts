import type { Status } from './status';
import { isHidden } from './in-set';
import type { StatusModel } from './status-model';
import type { MachineName } from './status-readers';

/** Where an event leads from a status; undefined when the machine has no such transition. */
export function nextStatus(
  model: StatusModel,
  machine: MachineName,
  event: string,
  status: Status,
): Status | undefined {
  const reader = `${machine}.${event}` as const;
  if (isHidden(model, reader, status)) return undefined;
  const { events } = model.machines[machine];
  if (!Object.hasOwn(events, event)) return undefined;
  return events[event]?.find((rule) => rule.from.includes(status) && !isHidden(model, reader, rule.to))?.to;
}
