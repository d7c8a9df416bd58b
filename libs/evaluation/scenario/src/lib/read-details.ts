import type { CaseJobDetails, CaseView } from './conformance-case';
import { mapping, text } from './read-fields';

/** Reads what must show of jobs beside their statuses; throws what is wrong with it. */
export function readDetails(value: unknown, where: string): NonNullable<CaseView['details']> {
  return Object.fromEntries(Object.entries(mapping(value, where)).map(([name, details]) => [name, ofJob(details, `${where}.${name}`)]));
}

const INSTANTS = ['started_at', 'finished_at', 'deadline_at'] as const;

function ofJob(value: unknown, where: string): CaseJobDetails {
  const details = mapping(value, where, ['failure_reason', ...INSTANTS]);
  const [startedAt, finishedAt, deadlineAt] = INSTANTS.map((name) => instant(details[name] ?? null, `${where}.${name}`));
  const reason = details['failure_reason'] ?? null;
  return {
    failure_reason: reason === null ? null : text(reason, `${where}.failure_reason`),
    started_at: startedAt ?? null,
    finished_at: finishedAt ?? null,
    deadline_at: deadlineAt ?? null,
  };
}

function instant(value: unknown, where: string): number | null {
  if (value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 0)) return value;
  throw new Error(`${where} should be whole milliseconds since the pipeline was made, or null`);
}
